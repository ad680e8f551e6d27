//! Users, teams, projects, and employees of an HR system.

use ecoach::client::Client;
use ecoach::types::{
    AddTeamMembersCommand, CreateProjectCommand, CreateTeamCommand, CreateUserCommand, EmployeeRow,
    ImportEmployeesCommand, ProjectRole, ProjectStatus, SetProjectMemberCommand, TeamRole, UpdateProjectCommand,
    UpdateTeamCommand, UpdateUserCommand, UserOrder, UserRole, UserStatus,
};
use specwright_runtime::{Presence, Uuid};

use super::{days, nobody};
use crate::report::Report;

pub(super) async fn run(client: &Client, report: &mut Report) {
    let Some(user) = users(client, report).await else { return };
    teams(client, user, report).await;
    projects(client, user, report).await;
    imports(client, report).await;
    report.well("deleteUser", client.users().delete(user).send().await);
    report.refused("deleteUser", 404, client.users().delete(user).send().await);
}

async fn users(client: &Client, report: &mut Report) -> Option<Uuid> {
    let users = client.users();
    let me = report.well("getCurrentUser", users.get_current().send().await)?;
    report.refused("deleteUser", 403, users.delete(me.id).send().await);
    let list = users.list().page(2).page_size(7).search("a b & c").order_by(UserOrder::CreatedAt).descending(true);
    report.well("listUsers", list.send().await);
    let statuses = vec![UserStatus::Active, UserStatus::Invited];
    let list = users.list().role(UserRole::Learner).status(statuses).created_after(me.created_at).team_id(nobody());
    report.well("listUsers", list.job_profile_id(nobody()).send().await);
    let email = format!("nora.{}@example.com", Uuid::new_v4().simple());
    let command = CreateUserCommand {
        phone_number: Presence::Value("+436601234567".to_owned()),
        custom_fields: Presence::Value([("cost center".to_owned(), "47/11".to_owned())].into()),
        hire_date: Presence::Value(days().0),
        manager_id: Presence::Null,
        ..CreateUserCommand::new(email, "N\u{f6}ra", "Neu", UserRole::Learner)
    };
    let created = report.well("createUser", users.create(command.clone()).send().await)?;
    report.refused("createUser", 409, users.create(command).send().await);
    let user = created.body.id;
    report.well("getUser", users.get(user).send().await);
    report.refused("getUser", 404, users.get(nobody()).send().await);
    let patch = UpdateUserCommand {
        department: Presence::Value("Sales".to_owned()),
        phone_number: Presence::Null,
        status: Some(UserStatus::Active),
        ..UpdateUserCommand::default()
    };
    report.well("updateUser", users.update(user, patch.clone()).send().await);
    report.refused("updateUser", 404, users.update(nobody(), patch).send().await);
    Some(user)
}

async fn teams(client: &Client, user: Uuid, report: &mut Report) {
    let teams = client.teams();
    report.well("listTeams", teams.list().page(1).page_size(3).search("Team").send().await);
    let command = CreateTeamCommand::new(format!("Owls {}", Uuid::new_v4()));
    let Some(created) = report.well("createTeam", teams.create(command.clone()).send().await) else { return };
    report.refused("createTeam", 409, teams.create(command).send().await);
    let team = created.body.id;
    report.well("getTeam", teams.get(team).send().await);
    let patch =
        UpdateTeamCommand { description: Presence::Value("They \u{2665} the night".to_owned()), ..Default::default() };
    report.well("updateTeam", teams.update(team, patch).send().await);
    let command = AddTeamMembersCommand { role: Some(TeamRole::Lead), ..AddTeamMembersCommand::new(vec![user]) };
    report.well("addTeamMembers", teams.add_members(team, command).send().await);
    report.well("listTeamMembers", teams.list_members(team).role(TeamRole::Lead).send().await);
    report.well("removeTeamMember", teams.remove_member(team, user).send().await);
    report.refused("removeTeamMember", 404, teams.remove_member(team, user).send().await);
    report.well("deleteTeam", teams.delete(team).send().await);
    report.refused("getTeam", 404, teams.get(team).send().await);
}

async fn projects(client: &Client, user: Uuid, report: &mut Report) {
    let projects = client.projects();
    let (start, end) = days();
    let list = projects.list().search("tele").status(ProjectStatus::Running).running_on(end).team_id(nobody());
    report.well("listProjects", list.send().await);
    report.well("listProjects", projects.list().send().await);
    let command = CreateProjectCommand {
        color: Presence::Value("#0A84FF".to_owned()),
        start_date: Presence::Value(start),
        end_date: Presence::Value(end),
        ..CreateProjectCommand::new(format!("Move {}", Uuid::new_v4()))
    };
    let Some(created) = report.well("createProject", projects.create(command.clone()).send().await) else { return };
    report.refused("createProject", 409, projects.create(command).send().await);
    let project = created.body.id;
    report.well("getProject", projects.get(project).send().await);
    let patch = UpdateProjectCommand {
        status: Some(ProjectStatus::Running),
        end_date: Presence::Null,
        ..UpdateProjectCommand::default()
    };
    report.well("updateProject", projects.update(project, patch).send().await);
    for role in [ProjectRole::Viewer, ProjectRole::Owner] {
        let command = SetProjectMemberCommand { role };
        report.well("setProjectMember", projects.set_member(project, user, command).send().await);
    }
    report.well("listProjectMembers", projects.list_members(project).page(1).page_size(1).send().await);
    report.well("removeProjectMember", projects.remove_member(project, user).send().await);
    report.refused("removeProjectMember", 404, projects.remove_member(project, user).send().await);
    report.well("deleteProject", projects.delete(project).send().await);
    report.refused("getProject", 404, projects.get(project).send().await);
}

async fn imports(client: &Client, report: &mut Report) {
    let row = |number: u8| {
        let email = format!("hr.{}@example.com", Uuid::new_v4().simple());
        EmployeeRow::new(format!("HR {number}"), email, "Hans", "M\u{fc}ller")
    };
    let wrong = EmployeeRow { job_profile_code: Presence::Value("NONE".to_owned()), ..row(2) };
    let command = ImportEmployeesCommand { dry_run: Some(false), ..ImportEmployeesCommand::new(vec![row(1), wrong]) };
    if let Some(import) = report.well("importEmployees", client.imports().import_employees(command).send().await) {
        report.well("getImport", client.imports().get(import.id).send().await);
    }
    report.refused("getImport", 404, client.imports().get(nobody()).send().await);
}
