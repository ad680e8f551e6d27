//! Users: lists, and what becomes of one.

use std::collections::BTreeSet;

use ecoach::operations::{CreateUserError, ListUsersError};
use ecoach::runtime::{Presence, json};
use ecoach::types::{CreateUserCommand, UpdateUserCommand, UserDto, UserOrder, UserRole, UserStatus};
use futures_util::TryStreamExt;

use crate::coach::seed::{ADMINISTRATOR, LEARNER};
use crate::host::Host;

#[tokio::test]
async fn all_250_users_come_page_by_page() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let users: Vec<UserDto> = client.users().list().page_size(40).items().try_collect().await.unwrap();
    assert_eq!(users.len(), 250);
    let different: BTreeSet<_> = users.iter().map(|user| user.id).collect();
    assert_eq!(different.len(), 250);
    assert!(users.is_sorted_by_key(|user| &user.last_name));

    let pages: Vec<_> = client.users().list().page_size(40).pages().try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| (page.page, page.items.len(), page.has_next_page)).collect();
    let full = |page| (page, 40, true);
    assert_eq!(sizes, [full(1), full(2), full(3), full(4), full(5), full(6), (7, 10, false)]);
}

#[tokio::test]
async fn a_list_can_be_filtered_and_ordered() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let suspended = vec![UserStatus::Suspended, UserStatus::Archived];
    let page = client.users().list().status(suspended.clone()).page_size(100).send().await.unwrap();
    assert_eq!(page.total_count, 20);
    assert!(page.items.iter().all(|user| suspended.contains(&user.status)));

    let page = client.users().list().search("LANG Lea").send().await.unwrap();
    assert_eq!((page.total_count, &*page.items[0].email), (1, LEARNER.email));

    let newest =
        client.users().list().order_by(UserOrder::CreatedAt).descending(true).page_size(3).send().await.unwrap();
    assert!(newest.items.is_sorted_by(|a, b| a.created_at >= b.created_at));
    let since = newest.items[2].created_at;
    assert_eq!(client.users().list().created_after(since).send().await.unwrap().total_count, 2);

    let team = client.teams().list().search("team 2").send().await.unwrap().items.remove(0);
    let members = client.users().list().team_id(team.id).page_size(100).send().await.unwrap();
    assert_eq!(members.total_count, i64::from(team.member_count));
    assert!(members.items.iter().all(|user| user.team_ids == [team.id]));
}

#[tokio::test]
async fn what_a_list_can_not_do_is_said_by_parameter() {
    let host = Host::start().await;
    let call = host.client(ADMINISTRATOR);
    let call = call.users().list().page(0).page_size(1000);
    assert_eq!(call.validate().unwrap_err().len(), 2, "the client can tell before it sends");
    let error = call.send().await.unwrap_err().into_api().unwrap();
    let ListUsersError::BadRequest(problem) = error else { panic!("{error:?}") };
    let errors = problem.errors.unwrap();
    assert_eq!(errors.keys().collect::<Vec<_>>(), ["page", "pageSize"]);
}

#[tokio::test]
async fn a_user_comes_changes_and_goes() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let command = CreateUserCommand {
        phone_number: "+436601234567".to_owned().into(),
        department: "Sales".to_owned().into(),
        custom_fields: Presence::Value([("costCenter".to_owned(), "4711".to_owned())].into()),
        ..CreateUserCommand::new("nora.neu@example.com", "Nora", "Neu", UserRole::Learner)
    };
    let created = client.users().create(command.clone()).reply().await.unwrap();
    assert_eq!(created.status, 201);
    let created = created.body;
    let user = created.body;
    assert_eq!(created.location, Some(format!("/api/users/{}", user.id).into()));
    assert_eq!((user.status.clone(), &*user.language), (UserStatus::Invited, "en"));
    assert_eq!(client.users().get(user.id).send().await.unwrap(), user);

    let error = client.users().create(command).send().await.unwrap_err().into_api().unwrap();
    assert!(matches!(error, CreateUserError::Conflict(_)), "{error:?}");

    let patch = UpdateUserCommand {
        last_name: Some("Alt".to_owned()),
        phone_number: Presence::Null,
        custom_fields: Presence::Null,
        ..Default::default()
    };
    let sent = json::to_vec(&patch);
    assert_eq!(String::from_utf8(sent).unwrap(), r#"{"lastName":"Alt","phoneNumber":null,"customFields":null}"#);
    let changed = client.users().update(user.id, patch).send().await.unwrap();
    let expected = UserDto {
        last_name: "Alt".to_owned(),
        phone_number: Presence::Null,
        custom_fields: std::collections::BTreeMap::new(),
        ..user.clone()
    };
    assert_eq!(changed, expected, "null clears, absent leaves");

    client.users().delete(user.id).send().await.unwrap();
    assert_eq!(client.users().get(user.id).send().await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn nobody_deletes_themselves_or_locks_themselves_out() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let me = client.users().get_current().send().await.unwrap();
    assert_eq!(client.users().delete(me.id).send().await.unwrap_err().status().unwrap(), 403);
    let patch = UpdateUserCommand { role: Some(UserRole::Learner), ..Default::default() };
    assert_eq!(client.users().update(me.id, patch).send().await.unwrap_err().status().unwrap(), 403);
}
