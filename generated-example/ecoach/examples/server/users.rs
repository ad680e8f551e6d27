//! Users.

use ecoach::operations::{
    CreateUser, CreateUserCreated, CreateUserResponse, DeleteUser, DeleteUserResponse, GetCurrentUser,
    GetCurrentUserResponse, GetUser, GetUserResponse, ListUsers, ListUsersResponse, UpdateUser, UpdateUserResponse,
};
use ecoach::runtime::{Presence, Problem, Uuid};
use ecoach::server::{Context, Users};
use ecoach::types::{UserDto, UserOrder, UserRole, UserStatus};

use super::Coach;
use super::paging::Page;
use super::problems::{absent, missing, taken};
use super::session::Session;
use super::store::Tenant;

impl Users<Session> for Coach {
    async fn get_current_user(&self, _: GetCurrentUser, context: Context<Session>) -> GetCurrentUserResponse {
        let (caller, tenant) = self.enter(&context)?;
        Ok(tenant.user(caller.user).ok_or_else(|| missing("user"))?)
    }

    async fn list_users(&self, request: ListUsers, context: Context<Session>) -> ListUsersResponse {
        let (caller, tenant) = self.enter(&context)?;
        let ids = tenant.users.values().filter(|user| sees(caller, user)).map(|user| user.id);
        let mut found: Vec<UserDto> =
            ids.filter_map(|id| tenant.user(id)).filter(|user| matches(&request, user)).collect();
        match request.order_by_or_default() {
            UserOrder::Email => found.sort_by(|a, b| a.email.cmp(&b.email)),
            UserOrder::CreatedAt => found.sort_by_key(|user| user.created_at),
            UserOrder::LastLoginAt => found.sort_by_key(|user| user.last_login_at),
            UserOrder::LastName | UserOrder::Unknown(_) => {
                found.sort_by(|a, b| (&a.last_name, &a.first_name, a.id).cmp(&(&b.last_name, &b.first_name, b.id)));
            }
        }
        if request.descending_or_default() {
            found.reverse();
        }
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn create_user(&self, request: CreateUser, context: Context<Session>) -> CreateUserResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator])?;
        let command = request.body;
        if tenant.users.values().any(|user| user.email.eq_ignore_ascii_case(&command.email)) {
            return Err(taken("email address").into());
        }
        tenant.must_know(command.job_profile_id, command.manager_id)?;
        let language = command.language_or_default().to_owned();
        let with_password = command.password.as_ref().value().is_some();
        let user = UserDto {
            id: Uuid::new_v4(),
            email: command.email,
            first_name: command.first_name,
            last_name: command.last_name,
            role: command.role,
            status: if with_password { UserStatus::Active } else { UserStatus::Invited },
            language,
            phone_number: command.phone_number,
            department: command.department,
            job_profile_id: command.job_profile_id,
            manager_id: command.manager_id,
            hire_date: command.hire_date,
            avatar_url: Presence::Null,
            team_ids: Vec::new(),
            custom_fields: command.custom_fields.value().unwrap_or_default(),
            created_at: self.now(),
            last_login_at: Presence::Null,
        };
        if let Presence::Value(password) = command.password {
            tenant.passwords.insert(user.id, password);
        }
        tenant.users.insert(user.id, user.clone());
        tenant.enrol_by_profile(user.id);
        Ok(CreateUserCreated { location: Some(format!("/api/users/{}", user.id).into()), body: user })
    }

    async fn get_user(&self, request: GetUser, context: Context<Session>) -> GetUserResponse {
        let (caller, tenant) = self.enter(&context)?;
        let user = tenant.user(request.user_id).filter(|user| sees(caller, user));
        Ok(user.ok_or_else(|| missing("user"))?)
    }

    async fn delete_user(&self, request: DeleteUser, context: Context<Session>) -> DeleteUserResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator])?;
        let id = request.user_id;
        if id == caller.user {
            return Err(Problem::forbidden().detail("Users cannot delete themselves.").into());
        }
        self.end_all(&mut tenant, id, "the user was deleted");
        tenant.users.remove(&id).ok_or_else(|| missing("user"))?;
        tenant.forget(id);
        Ok(())
    }

    async fn update_user(&self, request: UpdateUser, context: Context<Session>) -> UpdateUserResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator])?;
        let (id, patch) = (request.user_id, request.body);
        // Nobody can lock themselves out.
        if id == caller.user && (patch.email.is_some() || patch.role.is_some() || patch.status.is_some()) {
            let detail = "Users cannot change their own email address, role or status.";
            return Err(Problem::forbidden().detail(detail).into());
        }
        let is_taken =
            |email: &String| tenant.users.values().any(|user| user.id != id && user.email.eq_ignore_ascii_case(email));
        if patch.email.as_ref().is_some_and(is_taken) {
            return Err(taken("email address").into());
        }
        tenant.must_know(patch.job_profile_id, patch.manager_id)?;
        let user = tenant.users.get_mut(&id).ok_or_else(|| missing("user"))?;
        let before = (user.role.clone(), user.status.clone());

        replace(&mut user.email, patch.email);
        replace(&mut user.first_name, patch.first_name);
        replace(&mut user.last_name, patch.last_name);
        replace(&mut user.role, patch.role);
        replace(&mut user.status, patch.status);
        replace(&mut user.language, patch.language);
        patch.phone_number.merge_into(&mut user.phone_number);
        patch.department.merge_into(&mut user.department);
        patch.job_profile_id.merge_into(&mut user.job_profile_id);
        patch.manager_id.merge_into(&mut user.manager_id);
        patch.hire_date.merge_into(&mut user.hire_date);
        match patch.custom_fields {
            Presence::Absent => {}
            fields => user.custom_fields = fields.value().unwrap_or_default(),
        }

        if before != (user.role.clone(), user.status.clone()) {
            self.end_all(&mut tenant, id, "role or status have changed");
        }
        tenant.enrol_by_profile(id);
        Ok(tenant.user(id).ok_or_else(|| missing("user"))?)
    }
}

/// Takes a field over that is in a patch.
pub(super) fn replace<T>(stored: &mut T, patch: Option<T>) {
    if let Some(value) = patch {
        *stored = value;
    }
}

/// Administrators and trainers see everybody, managers those whom they manage, and all see themselves.
pub(super) fn sees(caller: &Session, user: &UserDto) -> bool {
    match caller.role {
        UserRole::Administrator | UserRole::Trainer => true,
        UserRole::Manager => user.id == caller.user || user.manager_id == Presence::Value(caller.user),
        UserRole::Learner | UserRole::Unknown(_) => user.id == caller.user,
    }
}

fn matches(request: &ListUsers, user: &UserDto) -> bool {
    let text = format!("{} {} {}", user.first_name, user.last_name, user.email).to_lowercase();
    let words = request.search.as_deref().unwrap_or_default().to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
        && request.role.as_ref().is_none_or(|role| *role == user.role)
        && (request.status.is_empty() || request.status.contains(&user.status))
        && request.team_id.is_none_or(|team| user.team_ids.contains(&team))
        && request.job_profile_id.is_none_or(|profile| user.job_profile_id == Presence::Value(profile))
        && request.created_after.is_none_or(|time| user.created_at > time)
}

impl Tenant {
    /// 409 for a job profile or a manager that does not exist.
    fn must_know(&self, job_profile: Presence<Uuid>, manager: Presence<Uuid>) -> Result<(), Problem> {
        if job_profile.value().is_some_and(|id| !self.job_profiles.contains_key(&id)) {
            return Err(absent("job profile"));
        }
        if manager.value().is_some_and(|id| !self.users.contains_key(&id)) {
            return Err(absent("manager"));
        }
        Ok(())
    }

    /// Removes what is known of a user beside the user.
    fn forget(&mut self, id: Uuid) {
        self.passwords.remove(&id);
        self.employees.retain(|_, user| *user != id);
        self.team_members.values_mut().for_each(|members| members.retain(|member| member.user_id != id));
        self.project_members.values_mut().for_each(|members| members.retain(|member| member.user_id != id));
        self.assignments.values_mut().for_each(|assignment| assignment.assigned_user_ids.retain(|user| *user != id));
        self.progress.retain(|(user, _), _| *user != id);
        self.evaluations.retain(|_, evaluation| evaluation.user_id != id);
        for user in self.users.values_mut().filter(|user| user.manager_id == Presence::Value(id)) {
            user.manager_id = Presence::Null;
        }
    }
}
