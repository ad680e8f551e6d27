//! What a tenant has.
//!
//! Records are kept as the types of the document; what can be counted is counted when it is read.

use std::collections::BTreeMap;

use ecoach::runtime::{Bytes, DateTime, Presence, Secret, Uuid};
use ecoach::types::{
    AssignmentDto, ContentDto, CourseDto, EvaluationDto, ImportResultDto, JobProfileDto, NotificationDto, ProgressDto,
    ProgressStatus, ProjectDto, ProjectMemberDto, TeamDto, TeamMemberDto, UserDto, UserStatus,
};

use super::paging::number;
use super::reports::Job;
use super::session::Kept;

/// All data of a tenant.
#[derive(Clone, Default)]
pub(super) struct Tenant {
    pub(super) users: BTreeMap<Uuid, UserDto>,
    /// In the clear only because they are made up: a real server keeps a slow hash such as Argon2.
    pub(super) passwords: BTreeMap<Uuid, Secret>,
    /// Users by their number in the HR system.
    pub(super) employees: BTreeMap<String, Uuid>,
    pub(super) sessions: BTreeMap<Uuid, Kept>,
    pub(super) teams: BTreeMap<Uuid, TeamDto>,
    pub(super) team_members: BTreeMap<Uuid, Vec<TeamMemberDto>>,
    pub(super) projects: BTreeMap<Uuid, ProjectDto>,
    pub(super) project_members: BTreeMap<Uuid, Vec<ProjectMemberDto>>,
    pub(super) courses: BTreeMap<Uuid, CourseDto>,
    pub(super) contents: BTreeMap<Uuid, (ContentDto, Bytes)>,
    pub(super) job_profiles: BTreeMap<Uuid, JobProfileDto>,
    pub(super) assignments: BTreeMap<Uuid, AssignmentDto>,
    /// By user and course.
    pub(super) progress: BTreeMap<(Uuid, Uuid), ProgressDto>,
    pub(super) evaluations: BTreeMap<Uuid, EvaluationDto>,
    /// With their recipients. The number of a notification is its place in the list, from 1.
    pub(super) notifications: Vec<(Uuid, NotificationDto)>,
    pub(super) jobs: BTreeMap<Uuid, Job>,
    pub(super) imports: BTreeMap<Uuid, ImportResultDto>,
}

impl Tenant {
    /// The email address of a user.
    pub(super) fn email(&self, user: Uuid) -> String {
        self.users.get(&user).map(|user| user.email.clone()).unwrap_or_default()
    }

    /// A user as others see it.
    pub(super) fn display_name(&self, user: Uuid) -> Option<String> {
        self.users.get(&user).map(|user| format!("{} {}", user.first_name, user.last_name))
    }

    /// A user with its teams.
    pub(super) fn user(&self, id: Uuid) -> Option<UserDto> {
        let is_member = |members: &[TeamMemberDto]| members.iter().any(|member| member.user_id == id);
        let team_ids = self.team_members.iter().filter(|(_, members)| is_member(members)).map(|(team, _)| *team);
        self.users.get(&id).map(|user| UserDto { team_ids: team_ids.collect(), ..user.clone() })
    }

    /// The members of a team; none if there is no such team.
    pub(super) fn members(&self, team: Uuid) -> &[TeamMemberDto] {
        self.team_members.get(&team).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a user is in one of these teams.
    pub(super) fn in_teams(&self, user: Uuid, teams: &[Uuid]) -> bool {
        teams.iter().any(|team| self.members(*team).iter().any(|member| member.user_id == user))
    }

    /// Users with a job profile who still are with the company.
    pub(super) fn with_profile(&self, profile: Uuid) -> impl Iterator<Item = &UserDto> {
        let present = |status: &UserStatus| matches!(status, UserStatus::Active | UserStatus::Invited);
        self.users.values().filter(move |user| user.job_profile_id == Presence::Value(profile) && present(&user.status))
    }

    /// Gives a user the courses of its job profile: those that were assigned before the user came.
    pub(super) fn enrol_by_profile(&mut self, user: Uuid) {
        let Some(Presence::Value(profile)) = self.users.get(&user).map(|user| user.job_profile_id) else { return };
        let mut enrolments = Vec::new();
        for assignment in self.assignments.values_mut().filter(|assignment| assignment.job_profile_id == profile) {
            if !assignment.assigned_user_ids.contains(&user) {
                assignment.assigned_user_ids.push(user);
            }
            enrolments.extend(assignment.course_ids.iter().map(|course| (*course, assignment.due_date)));
        }
        for (course, due) in enrolments {
            self.enrol(user, course, due);
        }
    }

    /// Enrols a user in a course. Progress that was made is kept.
    pub(super) fn enrol(&mut self, user: Uuid, course: Uuid, due: Presence<ecoach::runtime::Date>) {
        let entry = self.progress.entry((user, course));
        entry.or_insert_with(|| ProgressDto::new(user, course, ProgressStatus::NotStarted, 0, 0)).due_date = due;
    }

    /// Progress as of now: what is due and not completed is overdue.
    pub(super) fn progress_at(&self, now: DateTime) -> impl Iterator<Item = ProgressDto> {
        let today = now.date_naive();
        self.progress.values().map(move |progress| {
            let mut progress = progress.clone();
            let late = matches!(progress.due_date, Presence::Value(due) if due < today);
            if late && progress.status != ProgressStatus::Completed {
                progress.status = ProgressStatus::Overdue;
            }
            progress
        })
    }

    /// A course with the number of its contents.
    pub(super) fn course(&self, id: Uuid) -> Option<CourseDto> {
        let contents = self.contents.values().filter(|(content, _)| content.course_id == id).count();
        self.courses.get(&id).map(|course| CourseDto { content_count: number(contents), ..course.clone() })
    }
}
