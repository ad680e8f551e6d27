//! Reports, at once and by a job.

use std::time::Duration;

use ecoach::client::Client;
use ecoach::operations::{DownloadReportOkBody, ExportProgressReportError};
use ecoach::runtime::{Presence, Uuid};
use ecoach::types::{
    CreateAssignmentCommand, CreateReportJobCommand, ExportProgressReportDelimiter, ReportFormat, ReportJobState,
    ReportType,
};

use crate::coach::seed::{ADMINISTRATOR, LEARNER};
use crate::host::{Host, read};

/// Assigns a course to those who sell.
async fn assign(client: &Client) -> Vec<Uuid> {
    let profile = client.assignments().list_job_profiles().search("SALES-REP").send().await.unwrap().items.remove(0);
    let course = client.courses().list().search("SEC-101").send().await.unwrap().items.remove(0);
    let command = CreateAssignmentCommand::new(profile.id, vec![course.id]);
    client.assignments().create(command).send().await.unwrap().body.assigned_user_ids
}

#[tokio::test]
async fn progress_comes_as_csv() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let users = assign(&client).await;
    let today = host.today();
    let reply = client.reports().export_progress(today, today).reply().await.unwrap();
    assert!(reply.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    assert_eq!(reply.body.content_disposition.as_deref(), Some("attachment; filename=\"progress.csv\""));
    let csv = String::from_utf8(read(reply.body.body).await).unwrap();
    assert_eq!(csv.lines().count(), users.len() + 1);
    assert!(csv.starts_with("lastName,firstName,email,course,status,percent,dueDate,completedOn\r\n"));

    let call = client.reports().export_progress(today, today).delimiter(ExportProgressReportDelimiter::Semicolon);
    let semicolons = String::from_utf8(read(call.send().await.unwrap().body).await).unwrap();
    assert_eq!(semicolons, csv.replace(',', ";"));

    let teams = vec![Uuid::nil(); 101];
    let error = client.reports().export_progress(today, today).team_ids(teams).send().await.unwrap_err();
    let ExportProgressReportError::BadRequest(problem) = error.into_api().unwrap() else { panic!("another error") };
    assert!(problem.errors.unwrap().contains_key("teamIds"));
}

#[tokio::test]
async fn a_transcript_comes_as_pdf() {
    let host = Host::start().await;
    let (client, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    assign(&client).await;
    let lea = learner.users().get_current().send().await.unwrap();
    let reply = learner.reports().export_user_transcript(lea.id).reply().await.unwrap();
    assert_eq!(reply.headers["content-type"], "application/pdf");
    let pdf = read(reply.body.body).await;
    assert!(pdf.starts_with(b"%PDF-1.4") && pdf.ends_with(b"%%EOF\n"));
    let text = String::from_utf8(pdf).unwrap();
    assert!(text.contains("(Information security for everyone: NotStarted \\(0 %\\)) Tj"));
    let table: usize = text.lines().rev().nth(1).unwrap().parse().unwrap();
    assert!(text[table..].starts_with("xref\n"));
}

#[tokio::test]
async fn a_report_job_is_asked_for_until_it_is_done() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    assign(&client).await;
    for format in [ReportFormat::Csv, ReportFormat::Pdf] {
        let command = CreateReportJobCommand {
            columns: Some(vec!["email".to_owned(), "course".to_owned()]),
            ..CreateReportJobCommand::new(ReportType::Progress, format.clone(), host.today(), host.today())
        };
        let accepted = client.reports().create_job(command).reply().await.unwrap();
        assert_eq!(accepted.status, 202);
        let job = accepted.body.body;
        assert_eq!(accepted.body.location, Some(format!("/api/reports/jobs/{}", job.id).into()));
        assert_eq!(client.reports().download(job.id).send().await.unwrap_err().status().unwrap(), 409);

        let mut states = vec![job.state];
        while states.last() != Some(&ReportJobState::Succeeded) {
            let answer = client.reports().get_job(job.id).send().await.unwrap();
            if let Some(seconds) = answer.retry_after {
                host.clock.advance(Duration::from_secs(seconds.try_into().unwrap()));
            }
            states.push(answer.body.state);
        }
        states.dedup();
        assert_eq!(states, [ReportJobState::Queued, ReportJobState::Running, ReportJobState::Succeeded]);

        let report = client.reports().download(job.id).send().await.unwrap();
        let extension = format.as_str().to_lowercase();
        assert_eq!(report.content_disposition, Some(format!("attachment; filename=\"progress.{extension}\"")));
        match report.body {
            DownloadReportOkBody::Csv(file) => {
                assert_eq!(format, ReportFormat::Csv);
                assert!(read(file).await.starts_with(b"email,course\r\n"));
            }
            DownloadReportOkBody::Pdf(file) => {
                assert_eq!(format, ReportFormat::Pdf);
                assert!(read(file).await.starts_with(b"%PDF-"));
            }
        }
        host.clock.advance(Duration::from_hours(25));
        assert_eq!(
            client.reports().download(job.id).send().await.unwrap_err().status().unwrap(),
            404,
            "it was kept a day"
        );
    }
}

#[tokio::test]
async fn a_report_that_can_not_be_written_fails_with_a_reason() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let (today, yesterday) = (host.today(), host.today().pred_opt().unwrap());
    let backwards = CreateReportJobCommand::new(ReportType::Users, ReportFormat::Csv, today, yesterday);
    let unknown = CreateReportJobCommand {
        columns: Some(vec!["shoeSize".to_owned()]),
        ..CreateReportJobCommand::new(ReportType::Users, ReportFormat::Csv, today, today)
    };
    let reasons = ["The last day is before the first.", "There is no column `shoeSize`."];
    for (command, reason) in [backwards, unknown].into_iter().zip(reasons) {
        let job = client.reports().create_job(command).send().await.unwrap().body;
        host.clock.advance(Duration::from_secs(5));
        let job = client.reports().get_job(job.id).send().await.unwrap().body;
        assert_eq!((job.state, job.failure_reason), (ReportJobState::Failed, Presence::Value(reason.to_owned())));
        assert_eq!(client.reports().download(job.id).send().await.unwrap_err().status().unwrap(), 409);
    }
}

#[tokio::test]
async fn statistics_count_what_is_there() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let statistics = client.reports().get_statistics().send().await.unwrap();
    assert_eq!((statistics.active_users, statistics.published_courses, statistics.storage_bytes), (1, 3, 0));
}
