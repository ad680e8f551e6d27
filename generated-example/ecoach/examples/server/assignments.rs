//! Courses assigned by job profile.

use ecoach::operations::{
    CreateAssignment, CreateAssignmentCreated, CreateAssignmentResponse, DeleteAssignment, DeleteAssignmentResponse,
    GetAssignment, GetAssignmentResponse, ListAssignments, ListAssignmentsResponse, ListJobProfiles,
    ListJobProfilesResponse, UpdateAssignment, UpdateAssignmentResponse,
};
use ecoach::runtime::{Presence, Problem, Uuid};
use ecoach::server::{Assignments, Context};
use ecoach::types::{AssignmentDto, CourseStatus, JobProfileDto, NotificationChannel, NotificationPriority, UserRole};

use super::Coach;
use super::notifications::Message;
use super::paging::{Page, number};
use super::problems::missing;
use super::session::Session;
use super::users::replace;

const EDITORS: &[UserRole] = &[UserRole::Administrator, UserRole::Trainer, UserRole::Manager];

impl Assignments<Session> for Coach {
    async fn list_job_profiles(&self, request: ListJobProfiles, context: Context<Session>) -> ListJobProfilesResponse {
        let (_, tenant) = self.enter(&context)?;
        let words = request.search.as_deref().unwrap_or_default().to_lowercase();
        let found = tenant
            .job_profiles
            .values()
            .filter(|profile| format!("{} {}", profile.code, profile.title).to_lowercase().contains(&words));
        let counted = found.map(|profile| {
            let assigned = tenant.assignments.values().filter(|assignment| assignment.job_profile_id == profile.id);
            let mut course_ids: Vec<Uuid> =
                assigned.flat_map(|assignment| assignment.course_ids.iter().copied()).collect();
            course_ids.sort_unstable();
            course_ids.dedup();
            let user_count = number(tenant.with_profile(profile.id).count());
            JobProfileDto { user_count, course_ids, ..profile.clone() }
        });
        Ok(Page::of(counted.collect(), request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn list_assignments(&self, request: ListAssignments, context: Context<Session>) -> ListAssignmentsResponse {
        let (_, tenant) = self.enter(&context)?;
        let found = tenant.assignments.values().filter(|assignment| {
            request.job_profile_id.is_none_or(|profile| assignment.job_profile_id == profile)
                && request.course_id.is_none_or(|course| assignment.course_ids.contains(&course))
                && request.due_before.is_none_or(|day| assignment.due_date.value().is_some_and(|due| due < day))
                && request.mandatory.is_none_or(|mandatory| assignment.mandatory == mandatory)
        });
        let mut found: Vec<AssignmentDto> = found.cloned().collect();
        found.sort_by_key(|assignment| (assignment.created_at, assignment.id));
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn create_assignment(
        &self,
        request: CreateAssignment,
        context: Context<Session>,
    ) -> CreateAssignmentResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let command = request.body;
        if !tenant.job_profiles.contains_key(&command.job_profile_id) {
            return Err(missing("job profile").into());
        }
        let mut codes = Vec::new();
        for course in &command.course_ids {
            let course = tenant.courses.get(course).ok_or_else(|| missing("course"))?;
            if course.status != CourseStatus::Published {
                return Err(Problem::conflict().detail(format!("{} is not published.", course.code)).into());
            }
            codes.push(course.code.clone());
        }
        let (mandatory, notify) = (command.mandatory_or_default(), command.notify_or_default());
        let excluded = command.excluded_user_ids.value().unwrap_or_default();
        let users = tenant.with_profile(command.job_profile_id).map(|user| user.id);
        let users: Vec<Uuid> = users.filter(|user| !excluded.contains(user)).collect();
        let assignment = AssignmentDto {
            due_date: command.due_date,
            ..AssignmentDto::new(
                Uuid::new_v4(),
                command.job_profile_id,
                command.course_ids,
                users,
                mandatory,
                self.now(),
                caller.user,
            )
        };
        for user in &assignment.assigned_user_ids {
            for course in &assignment.course_ids {
                tenant.enrol(*user, *course, assignment.due_date);
            }
            if notify {
                tenant.notify(
                    *user,
                    Message {
                        subject: "New courses for you".to_owned(),
                        body: format!("You are to take {}.", codes.join(", ")),
                        channel: NotificationChannel::InApp,
                        priority: NotificationPriority::Normal,
                        at: self.now(),
                    },
                );
            }
        }
        tenant.assignments.insert(assignment.id, assignment.clone());
        Ok(CreateAssignmentCreated {
            location: Some(format!("/api/assignments/{}", assignment.id).into()),
            body: assignment,
        })
    }

    async fn get_assignment(&self, request: GetAssignment, context: Context<Session>) -> GetAssignmentResponse {
        let (_, tenant) = self.enter(&context)?;
        Ok(tenant.assignments.get(&request.assignment_id).cloned().ok_or_else(|| missing("assignment"))?)
    }

    async fn delete_assignment(
        &self,
        request: DeleteAssignment,
        context: Context<Session>,
    ) -> DeleteAssignmentResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        tenant.assignments.remove(&request.assignment_id).ok_or_else(|| missing("assignment"))?;
        Ok(())
    }

    async fn update_assignment(
        &self,
        request: UpdateAssignment,
        context: Context<Session>,
    ) -> UpdateAssignmentResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let assignment = tenant.assignments.get_mut(&request.assignment_id).ok_or_else(|| missing("assignment"))?;
        let moved = !matches!(request.body.due_date, Presence::Absent);
        request.body.due_date.merge_into(&mut assignment.due_date);
        replace(&mut assignment.mandatory, request.body.mandatory);
        let assignment = assignment.clone();
        if moved {
            for user in &assignment.assigned_user_ids {
                for course in &assignment.course_ids {
                    tenant.enrol(*user, *course, assignment.due_date);
                }
            }
        }
        Ok(assignment)
    }
}
