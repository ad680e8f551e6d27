//! Progress of learners.

use std::collections::BTreeMap;

use ecoach::operations::{
    GetCourseProgress, GetCourseProgressResponse, GetProgressSummary, GetProgressSummaryResponse, ListProgress,
    ListProgressResponse,
};
use ecoach::runtime::{Date, Presence};
use ecoach::server::{Context, Progress};
use ecoach::types::{ProgressDto, ProgressSummaryDto};

use super::Coach;
use super::paging::Page;
use super::problems::missing;
use super::session::Session;
use super::users::sees;

impl Progress<Session> for Coach {
    async fn list_progress(&self, request: ListProgress, context: Context<Session>) -> ListProgressResponse {
        let (caller, tenant) = self.enter(&context)?;
        let found = tenant.progress_at(self.now()).filter(|progress| {
            tenant.users.get(&progress.user_id).is_some_and(|user| sees(caller, user))
                && request.team_id.is_none_or(|team| tenant.in_teams(progress.user_id, &[team]))
                && matches(&request, progress)
        });
        Ok(Page::of(found.collect(), request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn get_progress_summary(
        &self,
        request: GetProgressSummary,
        context: Context<Session>,
    ) -> GetProgressSummaryResponse {
        let (caller, tenant) = self.enter(&context)?;
        let GetProgressSummary { from, to, team_id } = request;
        let mut summary = ProgressSummaryDto { from, to, average_percent: 0.0, count_by_status: BTreeMap::new() };
        let (mut percents, mut enrolments) = (0.0, 0.0);
        // What was completed in the period, and what is not completed yet.
        for progress in tenant.progress_at(self.now()).filter(|progress| {
            tenant.users.get(&progress.user_id).is_some_and(|user| sees(caller, user))
                && team_id.is_none_or(|team| tenant.in_teams(progress.user_id, &[team]))
                && completed_on(progress).is_none_or(|day| from <= day && day <= to)
        }) {
            percents += f64::from(progress.percent);
            enrolments += 1.0;
            *summary.count_by_status.entry(progress.status.to_string()).or_default() += 1;
        }
        if enrolments > 0.0 {
            summary.average_percent = percents / enrolments;
        }
        Ok(summary)
    }

    async fn get_course_progress(
        &self,
        request: GetCourseProgress,
        context: Context<Session>,
    ) -> GetCourseProgressResponse {
        let (caller, tenant) = self.enter(&context)?;
        let GetCourseProgress { user_id, course_id } = request;
        let visible = tenant.users.get(&user_id).is_some_and(|user| sees(caller, user));
        let mut found = tenant.progress_at(self.now()).filter(|_| visible);
        let found = found.find(|progress| progress.user_id == user_id && progress.course_id == course_id);
        Ok(found.ok_or_else(|| missing("enrolment"))?)
    }
}

/// The day on which a course was completed.
pub(super) fn completed_on(progress: &ProgressDto) -> Option<Date> {
    progress.completed_at.value().map(|time| time.date_naive())
}

fn matches(request: &ListProgress, progress: &ProgressDto) -> bool {
    let completed = completed_on(progress);
    (request.user_ids.is_empty() || request.user_ids.contains(&progress.user_id))
        && (request.course_ids.is_empty() || request.course_ids.contains(&progress.course_id))
        && (request.status.is_empty() || request.status.contains(&progress.status))
        && request.due_before.is_none_or(|day| matches!(progress.due_date, Presence::Value(due) if due < day))
        && request.completed_from.is_none_or(|day| completed.is_some_and(|completed| completed >= day))
        && request.completed_to.is_none_or(|day| completed.is_some_and(|completed| completed <= day))
        && request.min_percent.is_none_or(|least| progress.percent >= least)
}
