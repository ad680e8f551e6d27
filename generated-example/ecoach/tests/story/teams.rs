//! Teams and projects with their members.

use ecoach::operations::SetProjectMemberSuccess;
use ecoach::runtime::Presence;
use ecoach::types::{
    AddTeamMembersCommand, CreateProjectCommand, CreateTeamCommand, ProjectRole, ProjectStatus,
    SetProjectMemberCommand, TeamRole, UpdateProjectCommand, UpdateTeamCommand,
};

use crate::coach::seed::ADMINISTRATOR;
use crate::host::Host;

#[tokio::test]
async fn a_team_has_members() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let command = CreateTeamCommand { description: "Night shift".to_owned().into(), ..CreateTeamCommand::new("Owls") };
    let team = client.teams().create(command.clone()).send().await.unwrap().body;
    assert_eq!(client.teams().create(command).send().await.unwrap_err().status().unwrap(), 409);

    let users = client.users().list().page_size(3).send().await.unwrap().items;
    let ids: Vec<_> = users.iter().map(|user| user.id).collect();
    let added = client.teams().add_members(team.id, AddTeamMembersCommand::new(ids.clone())).send().await.unwrap();
    assert_eq!(added.len(), 3);
    let lead = AddTeamMembersCommand { role: Some(TeamRole::Lead), ..AddTeamMembersCommand::new(vec![ids[0]]) };
    client.teams().add_members(team.id, lead).send().await.unwrap();
    assert_eq!(client.teams().get(team.id).send().await.unwrap().member_count, 3);
    let leads = client.teams().list_members(team.id).role(TeamRole::Lead).send().await.unwrap();
    assert_eq!((leads.total_count, leads.items[0].user_id), (1, ids[0]));
    assert!(client.users().get(ids[0]).send().await.unwrap().team_ids.contains(&team.id));

    client.teams().remove_member(team.id, ids[0]).send().await.unwrap();
    assert_eq!(client.teams().remove_member(team.id, ids[0]).send().await.unwrap_err().status().unwrap(), 404);

    let patch = UpdateTeamCommand { description: Presence::Null, ..Default::default() };
    let team = client.teams().update(team.id, patch).send().await.unwrap();
    assert_eq!((&*team.name, team.description, team.member_count), ("Owls", Presence::Null, 2));
    client.teams().delete(team.id).send().await.unwrap();
    assert_eq!(client.teams().get(team.id).send().await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn a_project_has_members_with_roles() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let (start, end) = ("2026-02-01".parse().unwrap(), "2026-06-30".parse().unwrap());
    let backwards = CreateProjectCommand {
        start_date: Presence::Value(end),
        end_date: Presence::Value(start),
        ..CreateProjectCommand::new("Move")
    };
    let error = client.projects().create(backwards).send().await.unwrap_err().into_api().unwrap();
    let ecoach::operations::CreateProjectError::Conflict(problem) = error else { panic!("{error:?}") };
    assert_eq!(problem.detail, Presence::Value("The project would end before it begins.".to_owned()));

    let command = CreateProjectCommand { start_date: start.into(), ..CreateProjectCommand::new("Move") };
    let project = client.projects().create(command).send().await.unwrap().body;
    let patch =
        UpdateProjectCommand { status: Some(ProjectStatus::Running), end_date: end.into(), ..Default::default() };
    let project = client.projects().update(project.id, patch).send().await.unwrap();
    assert_eq!((project.start_date, project.end_date), (Presence::Value(start), Presence::Value(end)));
    let running = client.projects().list().status(ProjectStatus::Running).running_on(start).send().await.unwrap();
    assert!(running.items.contains(&project));

    let user = client.users().get_current().send().await.unwrap();
    let set = |role| client.projects().set_member(project.id, user.id, SetProjectMemberCommand { role }).send();
    let added = set(ProjectRole::Viewer).await.unwrap();
    assert!(matches!(added, SetProjectMemberSuccess::Created(_)), "{added:?}");
    let SetProjectMemberSuccess::Ok(member) = set(ProjectRole::Owner).await.unwrap() else { panic!("created twice") };
    assert_eq!(member.role, ProjectRole::Owner);
    assert_eq!(client.projects().list_members(project.id).send().await.unwrap().items, [member]);
    client.projects().remove_member(project.id, user.id).send().await.unwrap();
    client.projects().delete(project.id).send().await.unwrap();
    assert_eq!(client.projects().get(project.id).send().await.unwrap_err().status().unwrap(), 404);
}
