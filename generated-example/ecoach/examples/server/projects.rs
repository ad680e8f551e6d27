//! Projects and their members.

use ecoach::operations::{
    CreateProject, CreateProjectCreated, CreateProjectResponse, DeleteProject, DeleteProjectResponse, GetProject,
    GetProjectResponse, ListProjectMembers, ListProjectMembersResponse, ListProjects, ListProjectsResponse,
    RemoveProjectMember, RemoveProjectMemberResponse, SetProjectMember, SetProjectMemberResponse,
    SetProjectMemberSuccess, UpdateProject, UpdateProjectResponse,
};
use ecoach::runtime::{Date, Presence, Problem, Uuid};
use ecoach::server::{Context, Projects};
use ecoach::types::{ProjectDto, ProjectMemberDto, ProjectStatus, UserRole};

use super::Coach;
use super::paging::{Page, number};
use super::problems::{absent, missing, taken};
use super::session::Session;
use super::store::Tenant;
use super::users::replace;

const EDITORS: &[UserRole] = &[UserRole::Administrator, UserRole::Manager];

impl Projects<Session> for Coach {
    async fn list_projects(&self, request: ListProjects, context: Context<Session>) -> ListProjectsResponse {
        let (_, tenant) = self.enter(&context)?;
        let words = request.search.as_deref().unwrap_or_default().to_lowercase();
        let mut found: Vec<ProjectDto> = tenant.projects.keys().filter_map(|id| tenant.project(*id)).collect();
        found.retain(|project| {
            project.name.to_lowercase().contains(&words)
                && request.status.as_ref().is_none_or(|status| *status == project.status)
                && request.team_id.is_none_or(|team| project.team_id == Presence::Value(team))
                && request.running_on.is_none_or(|day| runs_on(project, day))
        });
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn create_project(&self, request: CreateProject, context: Context<Session>) -> CreateProjectResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let command = request.body;
        if tenant.projects.values().any(|project| project.name == command.name) {
            return Err(taken("name").into());
        }
        let project = ProjectDto {
            description: command.description,
            color: command.color,
            start_date: command.start_date,
            end_date: command.end_date,
            team_id: command.team_id,
            ..ProjectDto::new(Uuid::new_v4(), command.name, ProjectStatus::Planned, 0, self.now())
        };
        tenant.must_fit(&project)?;
        tenant.projects.insert(project.id, project.clone());
        Ok(CreateProjectCreated { location: Some(format!("/api/projects/{}", project.id).into()), body: project })
    }

    async fn get_project(&self, request: GetProject, context: Context<Session>) -> GetProjectResponse {
        let (_, tenant) = self.enter(&context)?;
        Ok(tenant.project(request.project_id).ok_or_else(|| missing("project"))?)
    }

    async fn delete_project(&self, request: DeleteProject, context: Context<Session>) -> DeleteProjectResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        tenant.projects.remove(&request.project_id).ok_or_else(|| missing("project"))?;
        tenant.project_members.remove(&request.project_id);
        Ok(())
    }

    async fn update_project(&self, request: UpdateProject, context: Context<Session>) -> UpdateProjectResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let (id, patch) = (request.project_id, request.body);
        let mut project = tenant.projects.get(&id).cloned().ok_or_else(|| missing("project"))?;
        replace(&mut project.name, patch.name);
        replace(&mut project.status, patch.status);
        patch.description.merge_into(&mut project.description);
        patch.color.merge_into(&mut project.color);
        patch.start_date.merge_into(&mut project.start_date);
        patch.end_date.merge_into(&mut project.end_date);
        patch.team_id.merge_into(&mut project.team_id);
        if tenant.projects.values().any(|other| other.id != id && other.name == project.name) {
            return Err(taken("name").into());
        }
        tenant.must_fit(&project)?;
        tenant.projects.insert(id, project);
        Ok(tenant.project(id).ok_or_else(|| missing("project"))?)
    }

    async fn list_project_members(
        &self,
        request: ListProjectMembers,
        context: Context<Session>,
    ) -> ListProjectMembersResponse {
        let (_, tenant) = self.enter(&context)?;
        tenant.project(request.project_id).ok_or_else(|| missing("project"))?;
        let members = tenant.project_members.get(&request.project_id).cloned().unwrap_or_default();
        Ok(Page::of(members, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn set_project_member(
        &self,
        request: SetProjectMember,
        context: Context<Session>,
    ) -> SetProjectMemberResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let SetProjectMember { project_id, user_id, body } = request;
        tenant.project(project_id).ok_or_else(|| missing("project"))?;
        let display_name = tenant.display_name(user_id).ok_or_else(|| missing("user"))?;
        let members = tenant.project_members.entry(project_id).or_default();
        if let Some(member) = members.iter_mut().find(|member| member.user_id == user_id) {
            member.role = body.role;
            return Ok(SetProjectMemberSuccess::Ok(member.clone()));
        }
        let member = ProjectMemberDto { user_id, display_name, role: body.role, joined_at: self.now() };
        members.push(member.clone());
        Ok(SetProjectMemberSuccess::Created(member))
    }

    async fn remove_project_member(
        &self,
        request: RemoveProjectMember,
        context: Context<Session>,
    ) -> RemoveProjectMemberResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let members = tenant.project_members.get_mut(&request.project_id).ok_or_else(|| missing("project"))?;
        let at =
            members.iter().position(|member| member.user_id == request.user_id).ok_or_else(|| missing("member"))?;
        members.remove(at);
        Ok(())
    }
}

fn runs_on(project: &ProjectDto, day: Date) -> bool {
    project.start_date.value().is_none_or(|start| start <= day) && project.end_date.value().is_none_or(|end| day <= end)
}

impl Tenant {
    /// A project with the number of its members.
    fn project(&self, id: Uuid) -> Option<ProjectDto> {
        let member_count = number(self.project_members.get(&id).map(Vec::len).unwrap_or_default());
        self.projects.get(&id).map(|project| ProjectDto { member_count, ..project.clone() })
    }

    /// 409 for a project that ends before it begins, or is run by a team that does not exist.
    fn must_fit(&self, project: &ProjectDto) -> Result<(), Problem> {
        if let (Presence::Value(start), Presence::Value(end)) = (project.start_date, project.end_date)
            && end < start
        {
            return Err(Problem::conflict().detail("The project would end before it begins."));
        }
        if project.team_id.value().is_some_and(|team| !self.teams.contains_key(&team)) {
            return Err(absent("team"));
        }
        Ok(())
    }
}
