//! Employees from an HR system.

use ecoach::runtime::Presence;
use ecoach::types::{CreateAssignmentCommand, EmployeeRow, ImportEmployeesCommand, ImportOutcome, UserStatus};

use crate::coach::seed::{ADMINISTRATOR, LEARNER};
use crate::host::Host;

fn rows() -> Vec<EmployeeRow> {
    let profile = |code: &str| Presence::Value(code.to_owned());
    vec![
        EmployeeRow {
            job_profile_code: profile("CARE-AGENT"),
            manager_external_id: "E-2".to_owned().into(),
            ..EmployeeRow::new("E-1", "kim.klein@example.com", "Kim", "Klein")
        },
        EmployeeRow {
            hire_date: Presence::Value("2026-01-01".parse().unwrap()),
            ..EmployeeRow::new("E-2", "max.muster@example.com", "Max", "Muster")
        },
        EmployeeRow {
            job_profile_code: profile("ASTRONAUT"),
            manager_external_id: "E-99".to_owned().into(),
            ..EmployeeRow::new("E-3", LEARNER.email, "Yuri", "Star")
        },
    ]
}

#[tokio::test]
async fn each_row_has_its_own_result() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let profile = client.assignments().list_job_profiles().search("CARE-AGENT").send().await.unwrap().items.remove(0);
    let course = client.courses().list().search("SEC-101").send().await.unwrap().items.remove(0);
    client.assignments().create(CreateAssignmentCommand::new(profile.id, vec![course.id])).send().await.unwrap();

    let result = client.imports().import_employees(ImportEmployeesCommand::new(rows())).send().await.unwrap();
    let outcomes: Vec<_> = result.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(outcomes, [ImportOutcome::Created, ImportOutcome::Created, ImportOutcome::Failed]);
    assert_eq!((result.created_count, result.updated_count, result.failed_count), (2, 0, 1));
    let errors = result.rows[2].errors.clone().value().unwrap();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["email", "jobProfileCode", "managerExternalId"]);
    assert_eq!(client.imports().get(result.id).send().await.unwrap(), result);

    let id = |row: usize| result.rows[row].user_id.value().unwrap();
    let kim = client.users().get(id(0)).send().await.unwrap();
    assert_eq!((&kim.status, kim.job_profile_id), (&UserStatus::Invited, profile.id.into()));
    assert_eq!(kim.manager_id, id(1).into(), "the manager comes in a later row");
    let progress = client.progress().list().user_ids(vec![kim.id]).send().await.unwrap();
    assert_eq!(progress.items[0].course_id, course.id, "new employees get the courses of their job profile");
    assert_eq!(client.users().list().send().await.unwrap().total_count, 252);
}

#[tokio::test]
async fn a_second_import_updates_what_has_changed() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let import = |rows| client.imports().import_employees(ImportEmployeesCommand::new(rows)).send();
    let mut rows = rows();
    import(rows.clone()).await.unwrap();
    rows[0].last_name = "Gross".to_owned();
    rows.truncate(2);
    rows.push(rows[0].clone());
    let result = import(rows).await.unwrap();
    let outcomes: Vec<_> = result.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(outcomes, [ImportOutcome::Updated, ImportOutcome::Unchanged, ImportOutcome::Failed]);
    assert!(result.rows[2].errors.as_ref().value().unwrap().contains_key("externalId"));
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let command = ImportEmployeesCommand { dry_run: Some(true), ..ImportEmployeesCommand::new(rows()) };
    let result = client.imports().import_employees(command).send().await.unwrap();
    assert!(result.dry_run);
    assert_eq!((result.created_count, result.failed_count), (2, 1));
    assert_eq!(client.users().list().send().await.unwrap().total_count, 250);
}
