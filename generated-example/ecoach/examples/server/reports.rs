//! Reports: at once as CSV or PDF, or by a job that is asked for until it is done.

use std::time::Duration;

use ecoach::operations::{
    CreateReportJob, CreateReportJobAccepted, CreateReportJobResponse, DownloadReport, DownloadReportOk,
    DownloadReportOkBody, DownloadReportResponse, ExportProgressReport, ExportProgressReportOk,
    ExportProgressReportResponse, ExportUserTranscript, ExportUserTranscriptOk, ExportUserTranscriptResponse,
    GetReportJob, GetReportJobOk, GetReportJobResponse, GetStatistics, GetStatisticsResponse,
};
use ecoach::runtime::{ByteStream, Bytes, Date, DateTime, Presence, Problem, Uuid};
use ecoach::server::{Context, Reports};
use ecoach::types::{
    CourseStatus, ExportProgressReportDelimiter, ProgressStatus, ReportFormat, ReportJobDto, ReportJobState,
    ReportType, StatisticsDto, UserRole,
};

use super::contents::attachment;
use super::csv::Table;
use super::paging::number;
use super::problems::missing;
use super::progress::completed_on;
use super::session::Session;
use super::store::Tenant;
use super::users::sees;
use super::{Coach, pdf};

const READERS: &[UserRole] = &[UserRole::Administrator, UserRole::Manager];

/// How long a job waits, how long it writes, and how long its file is kept.
const QUEUED_FOR: Duration = Duration::from_secs(1);
const WRITTEN_IN: Duration = Duration::from_secs(3);
const KEPT_FOR: Duration = Duration::from_hours(24);
/// When to ask again, in seconds.
const ASK_AFTER: i32 = 1;

/// A report job. The report shows the data of the time at which it was asked for.
#[derive(Clone)]
pub(super) struct Job {
    asked: ReportJobDto,
    owner: Uuid,
    /// The file, or why it can't be written.
    file: Result<Bytes, String>,
}

impl Reports<Session> for Coach {
    async fn export_progress_report(
        &self,
        request: ExportProgressReport,
        context: Context<Session>,
    ) -> ExportProgressReportResponse {
        let (caller, tenant) = self.enter(&context)?;
        caller.requires(READERS)?;
        let period = Period(request.from, request.to);
        let delimiter = match request.delimiter_or_default() {
            ExportProgressReportDelimiter::Semicolon => ';',
            ExportProgressReportDelimiter::Pipe => '|',
            ExportProgressReportDelimiter::Comma | ExportProgressReportDelimiter::Unknown(_) => ',',
        };
        let table = tenant.progress_table(self.now(), period, &request.team_ids);
        Ok(ExportProgressReportOk {
            content_disposition: Some(attachment("progress.csv")),
            body: ByteStream::from(table.to_csv(delimiter)),
        })
    }

    async fn export_user_transcript(
        &self,
        request: ExportUserTranscript,
        context: Context<Session>,
    ) -> ExportUserTranscriptResponse {
        let (caller, tenant) = self.enter(&context)?;
        let user = tenant.user(request.user_id).filter(|user| sees(caller, user)).ok_or_else(|| missing("user"))?;
        let own = tenant.progress_at(self.now()).filter(|progress| progress.user_id == user.id);
        let lines: Vec<String> = own
            .map(|progress| {
                let title = tenant.courses.get(&progress.course_id).map_or("a former course", |course| &course.title);
                format!("{title}: {} ({} %)", progress.status, progress.percent)
            })
            .collect();
        let name = format!("{} {}", user.first_name, user.last_name);
        Ok(ExportUserTranscriptOk {
            content_disposition: Some(attachment(&format!("{name}.pdf"))),
            body: pdf::document(&format!("Transcript of {name}"), &lines).into(),
        })
    }

    async fn get_statistics(&self, _: GetStatistics, context: Context<Session>) -> GetStatisticsResponse {
        let (caller, tenant) = self.enter(&context)?;
        caller.requires(READERS)?;
        let now = self.now();
        let month_ago = now - Duration::from_hours(30 * 24);
        let active =
            tenant.users.values().filter(|user| user.last_login_at.value().is_some_and(|time| time > month_ago));
        let published = tenant.courses.values().filter(|course| course.status == CourseStatus::Published);
        let mut statistics = StatisticsDto {
            active_users: number(active.count()),
            published_courses: number(published.count()),
            completion_rate: 1.0,
            storage_bytes: tenant.contents.values().map(|(content, _)| content.size_in_bytes).sum(),
            completions_by_month: std::collections::BTreeMap::new(),
            generated_at: now,
        };
        let (mut due, mut completed) = (0, 0);
        for progress in tenant.progress_at(now) {
            if let Some(day) = completed_on(&progress) {
                *statistics.completions_by_month.entry(day.format("%Y-%m").to_string()).or_default() += 1;
            }
            if progress.due_date.value().is_some_and(|day| day <= now.date_naive()) {
                due += 1;
                completed += i32::from(progress.status == ProgressStatus::Completed);
            }
        }
        if due > 0 {
            statistics.completion_rate = f64::from(completed) / f64::from(due);
        }
        Ok(statistics)
    }

    async fn create_report_job(&self, request: CreateReportJob, context: Context<Session>) -> CreateReportJobResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(READERS)?;
        let (command, now) = (request.body, self.now());
        let period = Period(command.from, command.to);
        let teams = command.team_ids.unwrap_or_default();
        let table = match command.r#type {
            ReportType::Progress => tenant.progress_table(now, period, &teams),
            ReportType::Evaluations => tenant.evaluations_table(period, &teams),
            ReportType::Assignments => tenant.assignments_table(period),
            ReportType::Users | ReportType::Unknown(_) => tenant.users_table(&teams),
        };
        let table = match command.columns.filter(|columns| !columns.is_empty()) {
            _ if period.is_empty() => Err("The last day is before the first.".to_owned()),
            Some(columns) => table.only(&columns).map_err(|name| format!("There is no column `{name}`.")),
            None => Ok(table),
        };
        let file = table.map(|table| match command.format {
            ReportFormat::Pdf => Bytes::from(pdf::document(command.r#type.as_str(), &table.to_lines())),
            ReportFormat::Csv | ReportFormat::Unknown(_) => table.to_csv(',').into(),
        });
        let id = Uuid::new_v4();
        let asked = ReportJobDto::new(id, command.r#type, command.format, ReportJobState::Queued, 0, now);
        tenant.jobs.insert(id, Job { asked: asked.clone(), owner: caller.user, file });
        Ok(CreateReportJobAccepted {
            location: Some(format!("/api/reports/jobs/{id}").into()),
            retry_after: Some(ASK_AFTER),
            body: asked,
        })
    }

    async fn get_report_job(&self, request: GetReportJob, context: Context<Session>) -> GetReportJobResponse {
        let (caller, tenant) = self.enter(&context)?;
        let job = tenant.job(request.job_id, caller)?.at(self.now());
        Ok(GetReportJobOk {
            retry_after: matches!(job.state, ReportJobState::Queued | ReportJobState::Running).then_some(ASK_AFTER),
            body: job,
        })
    }

    async fn download_report(&self, request: DownloadReport, context: Context<Session>) -> DownloadReportResponse {
        let (caller, tenant) = self.enter(&context)?;
        let job = tenant.job(request.job_id, caller)?;
        let state = job.at(self.now());
        let (Presence::Value(name), Ok(file)) = (state.file_name, &job.file) else {
            return Err(Problem::conflict().detail("The report is not written.").into());
        };
        if state.expires_at.value().is_some_and(|end| end <= self.now()) {
            return Err(missing("file any more").into());
        }
        let file = ByteStream::from(file.clone());
        Ok(DownloadReportOk {
            content_disposition: Some(attachment(&name)),
            body: match state.format {
                ReportFormat::Pdf => DownloadReportOkBody::Pdf(file),
                ReportFormat::Csv | ReportFormat::Unknown(_) => DownloadReportOkBody::Csv(file),
            },
        })
    }
}

impl Job {
    /// How far the job is by now.
    fn at(&self, now: DateTime) -> ReportJobDto {
        let job = self.asked.clone();
        let written = job.created_at + WRITTEN_IN;
        if now < job.created_at + QUEUED_FOR {
            job
        } else if now < written {
            ReportJobDto { state: ReportJobState::Running, progress_percent: 50, ..job }
        } else if let Err(reason) = &self.file {
            let (failure_reason, finished_at) = (Presence::Value(reason.clone()), Presence::Value(written));
            ReportJobDto { state: ReportJobState::Failed, failure_reason, finished_at, ..job }
        } else {
            let name = format!("{}.{}", job.r#type, job.format).to_lowercase();
            ReportJobDto {
                state: ReportJobState::Succeeded,
                progress_percent: 100,
                file_name: Presence::Value(name),
                finished_at: Presence::Value(written),
                expires_at: Presence::Value(written + KEPT_FOR),
                ..job
            }
        }
    }
}

/// Both days are in it.
#[derive(Clone, Copy)]
struct Period(Date, Date);

impl Period {
    fn is_empty(self) -> bool {
        self.1 < self.0
    }

    fn has(self, day: Date) -> bool {
        self.0 <= day && day <= self.1
    }
}

impl Tenant {
    /// A job of the caller; of anybody for administrators.
    fn job(&self, id: Uuid, caller: &Session) -> Result<&Job, Problem> {
        let own = |job: &&Job| job.owner == caller.user || caller.role == UserRole::Administrator;
        self.jobs.get(&id).filter(own).ok_or_else(|| missing("report job"))
    }

    fn is_wanted(&self, user: Uuid, teams: &[Uuid]) -> bool {
        teams.is_empty() || self.in_teams(user, teams)
    }

    /// Enrolments that were completed in the period, or are not yet.
    fn progress_table(&self, now: DateTime, period: Period, teams: &[Uuid]) -> Table {
        let mut rows = Vec::new();
        for progress in self.progress_at(now).filter(|progress| self.is_wanted(progress.user_id, teams)) {
            let completed = completed_on(&progress);
            let (Some(user), Some(course)) = (self.users.get(&progress.user_id), self.courses.get(&progress.course_id))
            else {
                continue;
            };
            if completed.is_none_or(|day| period.has(day)) {
                rows.push(vec![
                    user.last_name.clone(),
                    user.first_name.clone(),
                    user.email.clone(),
                    course.code.clone(),
                    progress.status.to_string(),
                    progress.percent.to_string(),
                    day(progress.due_date.value()),
                    day(completed),
                ]);
            }
        }
        rows.sort();
        let columns = vec!["lastName", "firstName", "email", "course", "status", "percent", "dueDate", "completedOn"];
        Table { columns, rows }
    }

    fn evaluations_table(&self, period: Period, teams: &[Uuid]) -> Table {
        let found = self.evaluations.values().filter(|evaluation| {
            period.has(evaluation.submitted_at.date_naive()) && self.is_wanted(evaluation.user_id, teams)
        });
        let rows = found.map(|evaluation| {
            let course = self.courses.get(&evaluation.course_id).map(|course| course.code.clone());
            let score = evaluation.score.value().map(|score| score.to_string());
            let (email, status) = (self.email(evaluation.user_id), evaluation.status.to_string());
            vec![email, course.unwrap_or_default(), status, score.unwrap_or_default()]
        });
        Table { columns: vec!["email", "course", "status", "score"], rows: rows.collect() }
    }

    fn assignments_table(&self, period: Period) -> Table {
        let found = self.assignments.values().filter(|assignment| period.has(assignment.created_at.date_naive()));
        let rows = found.map(|assignment| {
            let profile = self.job_profiles.get(&assignment.job_profile_id).map(|profile| profile.code.clone());
            let codes = assignment.course_ids.iter().filter_map(|id| self.courses.get(id)).map(|course| &*course.code);
            let codes = codes.collect::<Vec<_>>().join(" ");
            let users = assignment.assigned_user_ids.len().to_string();
            vec![profile.unwrap_or_default(), codes, users, day(assignment.due_date.value())]
        });
        Table { columns: vec!["jobProfile", "courses", "users", "dueDate"], rows: rows.collect() }
    }

    fn users_table(&self, teams: &[Uuid]) -> Table {
        let found = self.users.values().filter(|user| self.is_wanted(user.id, teams));
        let rows = found.map(|user| {
            let (last, first, email) = (user.last_name.clone(), user.first_name.clone(), user.email.clone());
            vec![last, first, email, user.role.to_string(), user.status.to_string()]
        });
        Table { columns: vec!["lastName", "firstName", "email", "role", "status"], rows: rows.collect() }
    }
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
