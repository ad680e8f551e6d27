//! The data that the server begins with: a company of 250 people, and a second tenant that must never see it.

use std::collections::BTreeMap;
use std::time::Duration;

use ecoach::runtime::{DateTime, Presence, Secret, Uuid};
use ecoach::types::{
    CourseDto, CourseLevel, CourseStatus, JobProfileDto, ProjectDto, ProjectStatus, TeamDto, TeamMemberDto, TeamRole,
    UserDto, UserRole, UserStatus,
};

use super::store::Tenant;

/// The tenant of the 250 users.
pub const TENANT: &str = "acme";
/// A tenant that has nothing to do with it.
pub const OTHER_TENANT: &str = "globex";

/// Somebody who can log in.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The email address.
    pub email: &'static str,
    /// The password.
    pub password: &'static str,
}

/// An administrator of both tenants, with the same password.
pub const ADMINISTRATOR: Account = Account { email: "integration@example.com", password: "correct-horse-battery" };
/// A learner of the first tenant.
pub const LEARNER: Account = Account { email: "lea.lang@example.com", password: "never-stop-learning" };

const USERS: u32 = 250;
const FIRST_NAMES: [&str; 10] = ["Anna", "Boris", "Clara", "David", "Eva", "Felix", "Greta", "Hugo", "Iris", "Jonas"];
const LAST_NAMES: [&str; 9] =
    ["Auer", "Berger", "Czerny", "Dvorak", "Eder", "Fischer", "Gruber", "Huber", "Innerhofer"];
const DEPARTMENTS: [&str; 3] = ["Customer Care", "Sales", "Operations"];
const JOB_PROFILES: [(&str, &str); 4] = [
    ("CARE-AGENT", "Agent in customer care"),
    ("SALES-REP", "Sales representative"),
    ("OPS-TECH", "Technician"),
    ("LEAD", "Team lead"),
];
const COURSES: [(&str, &str, CourseStatus); 5] = [
    ("SEC-101", "Information security for everyone", CourseStatus::Published),
    ("SEC-201", "Information security for leads", CourseStatus::Published),
    ("CARE-1", "Talking to customers", CourseStatus::Published),
    ("LAW-12", "Data protection in brief", CourseStatus::Draft),
    ("OLD-1", "Fax machines", CourseStatus::Retired),
];

/// What the numbers of identifiers begin with.
const USER: u128 = 1;
const TEAM: u128 = 2;
const PROJECT: u128 = 3;
const JOB_PROFILE: u128 = 4;
const COURSE: u128 = 5;

/// All tenants, as of `now`.
pub(super) fn tenants(now: DateTime) -> BTreeMap<&'static str, Tenant> {
    BTreeMap::from([(TENANT, company(now)), (OTHER_TENANT, start_up(now))])
}

fn company(now: DateTime) -> Tenant {
    let mut tenant = Tenant::default();
    for (at, (code, title)) in (0..).zip(JOB_PROFILES) {
        let profile = JobProfileDto {
            id: id(JOB_PROFILE, at),
            code: code.to_owned(),
            title: title.to_owned(),
            user_count: 0,
            course_ids: Vec::new(),
        };
        tenant.job_profiles.insert(profile.id, profile);
    }
    for at in 0..USERS {
        let user = user(at, now);
        tenant.users.insert(user.id, user);
    }
    let manager = id(USER, 2);
    let accounts = [
        (0, ADMINISTRATOR, ("Integration", "Account"), UserRole::Administrator),
        (1, LEARNER, ("Lea", "Lang"), UserRole::Learner),
    ];
    for (at, account, (first_name, last_name), role) in accounts {
        if let Some(user) = tenant.users.get_mut(&id(USER, at)) {
            account.email.clone_into(&mut user.email);
            first_name.clone_into(&mut user.first_name);
            last_name.clone_into(&mut user.last_name);
            (user.role, user.status, user.manager_id) = (role, UserStatus::Active, manager.into());
            tenant.passwords.insert(user.id, Secret::from(account.password));
        }
    }
    for at in 0..4 {
        let team = TeamDto::new(id(TEAM, at), format!("Team {}", at + 1), 0, now);
        let members = (0..USERS).filter(|user| user % 5 == at).filter_map(|at| {
            let user_id = id(USER, at);
            let role = if at < 5 { TeamRole::Lead } else { TeamRole::Member };
            Some(TeamMemberDto { user_id, display_name: tenant.display_name(user_id)?, role, joined_at: now })
        });
        let members = members.collect();
        tenant.team_members.insert(team.id, members);
        tenant.teams.insert(team.id, team);
    }
    let project = ProjectDto::new(id(PROJECT, 0), "New telephone system", ProjectStatus::Running, 0, now);
    tenant.projects.insert(project.id, ProjectDto { team_id: id(TEAM, 0).into(), ..project });
    for (at, (code, title, status)) in (0..).zip(COURSES) {
        let course = course(at, code, title, status, now);
        tenant.courses.insert(course.id, course);
    }
    tenant
}

fn start_up(now: DateTime) -> Tenant {
    let mut tenant = Tenant::default();
    let user = UserDto { email: ADMINISTRATOR.email.to_owned(), job_profile_id: Presence::Null, ..user(USERS, now) };
    tenant.passwords.insert(user.id, Secret::from(ADMINISTRATOR.password));
    tenant.users.insert(user.id, UserDto { role: UserRole::Administrator, status: UserStatus::Active, ..user });
    tenant
}

fn user(at: u32, now: DateTime) -> UserDto {
    let first_name = pick(&FIRST_NAMES, at);
    let last_name = pick(&LAST_NAMES, at);
    UserDto {
        id: id(USER, at),
        email: format!("{first_name}.{last_name}.{at}@example.com").to_lowercase(),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        role: match at {
            2 => UserRole::Manager,
            3 => UserRole::Trainer,
            _ => UserRole::Learner,
        },
        status: match at % 25 {
            23 => UserStatus::Suspended,
            24 => UserStatus::Archived,
            _ => UserStatus::Active,
        },
        language: "de-AT".to_owned(),
        phone_number: Presence::Value(format!("+43660{at:07}")),
        department: Presence::Value(pick(&DEPARTMENTS, at).to_owned()),
        job_profile_id: Presence::Value(id(JOB_PROFILE, at % 4)),
        manager_id: Presence::Null,
        hire_date: Presence::Null,
        avatar_url: Presence::Null,
        team_ids: Vec::new(),
        custom_fields: BTreeMap::from([("costCenter".to_owned(), (4700 + at % 12).to_string())]),
        created_at: now - Duration::from_hours(24) * at,
        last_login_at: Presence::Null,
    }
}

fn course(at: u32, code: &str, title: &str, status: CourseStatus, now: DateTime) -> CourseDto {
    CourseDto {
        id: id(COURSE, at),
        code: code.to_owned(),
        title: title.to_owned(),
        description: Presence::Null,
        level: CourseLevel::Beginner,
        published_at: if status == CourseStatus::Draft { Presence::Null } else { Presence::Value(now) },
        status,
        duration_minutes: 45,
        validity_months: Presence::Value(12),
        tags: vec!["mandatory".to_owned()],
        rating: Presence::Null,
        content_count: 0,
        created_at: now,
    }
}

fn pick(names: &[&'static str], at: u32) -> &'static str {
    usize::try_from(at).map_or("", |at| names[at % names.len()])
}

/// The same identifiers at every start, so that they can be noted down.
fn id(kind: u128, at: u32) -> Uuid {
    Uuid::from_u128(0xec0a_c400_0000_4000_8000_0000_0000_0000 | (kind << 32) | u128::from(at))
}
