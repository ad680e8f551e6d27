//! Teams and their members.

use ecoach::operations::{
    AddTeamMembers, AddTeamMembersResponse, CreateTeam, CreateTeamCreated, CreateTeamResponse, DeleteTeam,
    DeleteTeamResponse, GetTeam, GetTeamResponse, ListTeamMembers, ListTeamMembersResponse, ListTeams,
    ListTeamsResponse, RemoveTeamMember, RemoveTeamMemberResponse, UpdateTeam, UpdateTeamResponse,
};
use ecoach::runtime::Uuid;
use ecoach::server::{Context, Teams};
use ecoach::types::{TeamDto, TeamMemberDto, TeamRole, UserRole};

use super::Coach;
use super::paging::{Page, number};
use super::problems::{missing, taken};
use super::session::Session;
use super::store::Tenant;
use super::users::replace;

const EDITORS: &[UserRole] = &[UserRole::Administrator, UserRole::Manager];

impl Teams<Session> for Coach {
    async fn list_teams(&self, request: ListTeams, context: Context<Session>) -> ListTeamsResponse {
        let (_, tenant) = self.enter(&context)?;
        let words = request.search.as_deref().unwrap_or_default().to_lowercase();
        let mut found: Vec<TeamDto> = tenant.teams.keys().filter_map(|id| tenant.team(*id)).collect();
        found.retain(|team| team.name.to_lowercase().contains(&words));
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn create_team(&self, request: CreateTeam, context: Context<Session>) -> CreateTeamResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let command = request.body;
        if tenant.teams.values().any(|team| team.name == command.name) {
            return Err(taken("name").into());
        }
        let team =
            TeamDto { description: command.description, ..TeamDto::new(Uuid::new_v4(), command.name, 0, self.now()) };
        tenant.teams.insert(team.id, team.clone());
        Ok(CreateTeamCreated { location: Some(format!("/api/teams/{}", team.id).into()), body: team })
    }

    async fn get_team(&self, request: GetTeam, context: Context<Session>) -> GetTeamResponse {
        let (_, tenant) = self.enter(&context)?;
        Ok(tenant.team(request.team_id).ok_or_else(|| missing("team"))?)
    }

    async fn delete_team(&self, request: DeleteTeam, context: Context<Session>) -> DeleteTeamResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        tenant.teams.remove(&request.team_id).ok_or_else(|| missing("team"))?;
        tenant.team_members.remove(&request.team_id);
        Ok(())
    }

    async fn update_team(&self, request: UpdateTeam, context: Context<Session>) -> UpdateTeamResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let (id, patch) = (request.team_id, request.body);
        if tenant.teams.values().any(|team| team.id != id && Some(&team.name) == patch.name.as_ref()) {
            return Err(taken("name").into());
        }
        let team = tenant.teams.get_mut(&id).ok_or_else(|| missing("team"))?;
        replace(&mut team.name, patch.name);
        patch.description.merge_into(&mut team.description);
        Ok(tenant.team(id).ok_or_else(|| missing("team"))?)
    }

    async fn list_team_members(&self, request: ListTeamMembers, context: Context<Session>) -> ListTeamMembersResponse {
        let (_, tenant) = self.enter(&context)?;
        tenant.team(request.team_id).ok_or_else(|| missing("team"))?;
        let wanted = |member: &&TeamMemberDto| request.role.as_ref().is_none_or(|role| *role == member.role);
        let members = tenant.members(request.team_id).iter().filter(wanted).cloned().collect();
        Ok(Page::of(members, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn add_team_members(&self, request: AddTeamMembers, context: Context<Session>) -> AddTeamMembersResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let (id, command) = (request.team_id, request.body);
        tenant.team(id).ok_or_else(|| missing("team"))?;
        let role = command.role.unwrap_or(TeamRole::Member);
        let mut added = Vec::new();
        for user_id in command.user_ids {
            let display_name = tenant.display_name(user_id).ok_or_else(|| missing("user"))?;
            added.push(TeamMemberDto { user_id, display_name, role: role.clone(), joined_at: self.now() });
        }
        let members = tenant.team_members.entry(id).or_default();
        members.retain(|member| added.iter().all(|new| new.user_id != member.user_id));
        members.extend(added.iter().cloned());
        Ok(added)
    }

    async fn remove_team_member(
        &self,
        request: RemoveTeamMember,
        context: Context<Session>,
    ) -> RemoveTeamMemberResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let members = tenant.team_members.get_mut(&request.team_id).ok_or_else(|| missing("team"))?;
        let at =
            members.iter().position(|member| member.user_id == request.user_id).ok_or_else(|| missing("member"))?;
        members.remove(at);
        Ok(())
    }
}

impl Tenant {
    /// A team with the number of its members.
    fn team(&self, id: Uuid) -> Option<TeamDto> {
        let member_count = number(self.members(id).len());
        self.teams.get(&id).map(|team| TeamDto { member_count, ..team.clone() })
    }
}
