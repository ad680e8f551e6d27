//! Evaluations: answers that are handed in, and what comes of them.

use ecoach::operations::{
    GetEvaluation, GetEvaluationResponse, ListEvaluations, ListEvaluationsResponse, SubmitEvaluation,
    SubmitEvaluationCreated, SubmitEvaluationResponse,
};
use ecoach::runtime::{Presence, Problem, Uuid};
use ecoach::server::{Context, Evaluations};
use ecoach::types::{
    EvaluationAnswerDto, EvaluationDto, EvaluationStatus, EvaluationType, ProgressDto, ProgressStatus,
};

use super::Coach;
use super::paging::Page;
use super::problems::missing;
use super::session::Session;
use super::users::sees;

/// The score in percent from which on a quiz is passed.
const PASSED_FROM: f64 = 60.0;

impl Evaluations<Session> for Coach {
    async fn list_evaluations(&self, request: ListEvaluations, context: Context<Session>) -> ListEvaluationsResponse {
        let (caller, tenant) = self.enter(&context)?;
        let found = tenant.evaluations.values().filter(|evaluation| {
            tenant.users.get(&evaluation.user_id).is_some_and(|user| sees(caller, user))
                && matches(&request, evaluation)
        });
        let mut found: Vec<EvaluationDto> = found.cloned().collect();
        found.sort_by_key(|evaluation| (evaluation.submitted_at, evaluation.id));
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn submit_evaluation(
        &self,
        request: SubmitEvaluation,
        context: Context<Session>,
    ) -> SubmitEvaluationResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        let command = request.body;
        let (user, course, now) = (caller.user, command.course_id, self.now());
        let progress = tenant.progress.get_mut(&(user, course)).ok_or_else(|| missing("enrolment"))?;
        if progress.status == ProgressStatus::Completed && command.r#type == EvaluationType::Quiz {
            return Err(Problem::conflict().detail("The course is completed already.").into());
        }
        let (status, score) = match command.r#type {
            EvaluationType::Quiz => quiz(&command.answers),
            EvaluationType::Practical => (EvaluationStatus::InReview, None),
            EvaluationType::Feedback | EvaluationType::Unknown(_) => (EvaluationStatus::Submitted, None),
        };
        if status == EvaluationStatus::Passed {
            *progress = ProgressDto {
                status: ProgressStatus::Completed,
                percent: 100,
                completed_at: Presence::Value(now),
                ..progress.clone()
            };
        }
        let id = Uuid::new_v4();
        let evaluation = EvaluationDto {
            score: Presence::from(score),
            ..EvaluationDto::new(id, course, user, command.r#type, status, command.answers, now)
        };
        tenant.evaluations.insert(id, evaluation.clone());
        Ok(SubmitEvaluationCreated { location: Some(format!("/api/evaluations/{id}").into()), body: evaluation })
    }

    async fn get_evaluation(&self, request: GetEvaluation, context: Context<Session>) -> GetEvaluationResponse {
        let (caller, tenant) = self.enter(&context)?;
        let visible = |found: &&EvaluationDto| tenant.users.get(&found.user_id).is_some_and(|user| sees(caller, user));
        let found = tenant.evaluations.get(&request.evaluation_id).filter(visible);
        Ok(found.cloned().ok_or_else(|| missing("evaluation"))?)
    }
}

/// In this server a question is answered well if it is answered.
fn quiz(answers: &[EvaluationAnswerDto]) -> (EvaluationStatus, Option<f64>) {
    let answered = answers.iter().filter(|answer| answer.choices.as_ref().is_some_and(|choices| !choices.is_empty()));
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let score = 100.0 * share(answered.count()) / share(answers.len());
    (if score >= PASSED_FROM { EvaluationStatus::Passed } else { EvaluationStatus::Failed }, Some(score))
}

fn matches(request: &ListEvaluations, evaluation: &EvaluationDto) -> bool {
    request.course_id.is_none_or(|course| evaluation.course_id == course)
        && (request.user_ids.is_empty() || request.user_ids.contains(&evaluation.user_id))
        && request.r#type.as_ref().is_none_or(|kind| *kind == evaluation.r#type)
        && (request.status.is_empty() || request.status.contains(&evaluation.status))
        && request.submitted_from.is_none_or(|time| evaluation.submitted_at >= time)
        && request.submitted_to.is_none_or(|time| evaluation.submitted_at <= time)
        && request.min_score.is_none_or(|least| evaluation.score.value().is_some_and(|score| score >= least))
}
