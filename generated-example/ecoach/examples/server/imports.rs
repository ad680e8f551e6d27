//! Employees from an HR system.

use std::collections::{BTreeMap, BTreeSet};

use ecoach::operations::{GetImport, GetImportResponse, ImportEmployees, ImportEmployeesResponse};
use ecoach::runtime::{DateTime, Presence, Uuid};
use ecoach::server::{Context, Imports};
use ecoach::types::{EmployeeRow, ImportOutcome, ImportResultDto, ImportRowResultDto, UserDto, UserRole, UserStatus};

use super::Coach;
use super::paging::number;
use super::problems::missing;
use super::session::Session;
use super::store::Tenant;

/// What is wrong with a row, by field.
type Errors = BTreeMap<String, Vec<String>>;

impl Imports<Session> for Coach {
    async fn import_employees(&self, request: ImportEmployees, context: Context<Session>) -> ImportEmployeesResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator])?;
        let (command, now) = (request.body, self.now());
        let dry_run = command.dry_run_or_default();
        // A dry run changes a copy.
        let mut copy = dry_run.then(|| tenant.clone());
        let changed = copy.as_mut().unwrap_or(&mut tenant);
        let known: BTreeSet<String> = command.rows.iter().map(|row| row.external_id.clone()).collect();
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for (at, row) in command.rows.iter().enumerate() {
            let mut errors = changed.check(row, &known);
            if !seen.insert(row.external_id.clone()) {
                let twice = "The request has this employee twice.".to_owned();
                errors.entry("externalId".to_owned()).or_default().push(twice);
            }
            rows.push(if errors.is_empty() {
                let (outcome, user) = changed.import(row, now);
                ImportRowResultDto {
                    // The user of a dry run does not exist.
                    user_id: if dry_run && outcome == ImportOutcome::Created { Presence::Null } else { user.into() },
                    ..ImportRowResultDto::new(number(at), &row.external_id, outcome)
                }
            } else {
                let failed = ImportRowResultDto::new(number(at), &row.external_id, ImportOutcome::Failed);
                ImportRowResultDto { errors: errors.into(), ..failed }
            });
        }
        // Managers may stand in later rows than those whom they manage.
        for (row, result) in
            command.rows.iter().zip(&rows).filter(|(_, result)| result.outcome != ImportOutcome::Failed)
        {
            let manager = row.manager_external_id.as_ref().map(|id| changed.employees.get(id).copied());
            if let (Presence::Value(manager), Some(user)) = (manager, changed.employees.get(&result.external_id)) {
                let user = changed.users.get_mut(user);
                user.into_iter().for_each(|user| user.manager_id = Presence::from(manager));
            }
        }
        let count = |outcome| number(rows.iter().filter(|row| row.outcome == outcome).count());
        let result = ImportResultDto {
            id: Uuid::new_v4(),
            dry_run,
            created_count: count(ImportOutcome::Created),
            updated_count: count(ImportOutcome::Updated),
            failed_count: count(ImportOutcome::Failed),
            completed_at: now,
            rows,
        };
        tenant.imports.insert(result.id, result.clone());
        Ok(result)
    }

    async fn get_import(&self, request: GetImport, context: Context<Session>) -> GetImportResponse {
        let (caller, tenant) = self.enter(&context)?;
        caller.requires(&[UserRole::Administrator])?;
        Ok(tenant.imports.get(&request.import_id).cloned().ok_or_else(|| missing("import"))?)
    }
}

impl Tenant {
    /// What the document can't say of a row, and is wrong all the same.
    fn check(&self, row: &EmployeeRow, known: &BTreeSet<String>) -> Errors {
        let mut errors = Errors::new();
        let mut wrong = |field: &str, message: &str| {
            errors.entry(field.to_owned()).or_default().push(message.to_owned());
        };
        let own = self.employees.get(&row.external_id);
        if self.users.values().any(|user| user.email.eq_ignore_ascii_case(&row.email) && Some(&user.id) != own) {
            wrong("email", "The email address belongs to another user.");
        }
        if let Presence::Value(code) = &row.job_profile_code
            && self.job_profiles.values().all(|profile| profile.code != *code)
        {
            wrong("jobProfileCode", "There is no such job profile.");
        }
        if let Presence::Value(manager) = &row.manager_external_id
            && !known.contains(manager)
            && !self.employees.contains_key(manager)
        {
            wrong("managerExternalId", "There is no such employee.");
        }
        errors
    }

    /// Creates or updates the user of a row.
    fn import(&mut self, row: &EmployeeRow, now: DateTime) -> (ImportOutcome, Uuid) {
        let known = self.employees.get(&row.external_id).and_then(|id| self.users.get(id)).cloned();
        let before = known.clone();
        let mut user = known.unwrap_or_else(|| invited(row, now));
        user.email.clone_from(&row.email);
        user.first_name.clone_from(&row.first_name);
        user.last_name.clone_from(&row.last_name);
        row.department.clone().merge_into(&mut user.department);
        row.hire_date.merge_into(&mut user.hire_date);
        let profile =
            |code: &String| self.job_profiles.values().find(|profile| profile.code == *code).map(|profile| profile.id);
        if let Presence::Value(code) = &row.job_profile_code {
            user.job_profile_id = Presence::from(profile(code));
        }
        let outcome = match before {
            None => ImportOutcome::Created,
            Some(before) if before == user => ImportOutcome::Unchanged,
            Some(_) => ImportOutcome::Updated,
        };
        let id = user.id;
        self.employees.insert(row.external_id.clone(), id);
        self.users.insert(id, user);
        self.enrol_by_profile(id);
        (outcome, id)
    }
}

fn invited(row: &EmployeeRow, now: DateTime) -> UserDto {
    UserDto {
        id: Uuid::new_v4(),
        email: row.email.clone(),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        role: UserRole::Learner,
        status: UserStatus::Invited,
        language: "en".to_owned(),
        phone_number: Presence::Null,
        department: Presence::Null,
        job_profile_id: Presence::Null,
        manager_id: Presence::Null,
        hire_date: Presence::Null,
        avatar_url: Presence::Null,
        team_ids: Vec::new(),
        custom_fields: BTreeMap::new(),
        created_at: now,
        last_login_at: Presence::Null,
    }
}
