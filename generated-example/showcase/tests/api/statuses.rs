//! What an operation answers: several successes, media types, headers, and errors by status.

use showcase::client::Error;
use showcase::operations::{
    CreateTool, CreateToolCreated, CreateToolError, CreateToolSuccess, DeleteTool, DeleteToolError, FindTool,
    FindToolError, FindToolPermanentRedirect, FindToolSeeOther, FindToolSuccess, GetCategories, GetTool, GetToolError,
    GetToolOk, StopWatchError,
};
use showcase::runtime::{Problem, StatusCode, Undeclared};
use showcase::types::{Conflict, ProblemModel, ToolRequest};

use crate::echo::stored;
use crate::loopback::{AWKWARD, Loopback, TOOL};

fn problem(title: &str) -> ProblemModel {
    ProblemModel { title: Some(title.to_owned()), ..ProblemModel::default() }
}

#[tokio::test]
async fn each_success_is_told_by_its_status() {
    let server = Loopback::start().await;
    let tool = ToolRequest::new("Drill", 4711);
    let reply = server.client().tools().create(tool.clone()).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::CREATED);
    let CreateToolSuccess::Created(CreateToolCreated { location, body }) = reply.body else { panic!() };
    assert_eq!((location.as_str(), body), ("/tools/4711", stored(&tool)));

    server.echo.answer_next::<CreateTool>(Ok(CreateToolSuccess::Ok(stored(&tool))));
    let reply = server.client().tools().create(tool.clone()).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::OK);
    assert!(matches!(reply.body, CreateToolSuccess::Ok(body) if body == stored(&tool)));
}

#[tokio::test]
async fn a_redirect_that_is_declared_is_a_typed_answer() {
    let server = Loopback::start().await;
    let client = server.client();
    let reply = client.tools().find(4711).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.headers["location"], format!("/tools/{TOOL}"));
    let FindToolSuccess::SeeOther(FindToolSeeOther { location }) = reply.body else { panic!("{:?}", reply.body) };
    assert_eq!(location.as_str(), format!("/tools/{TOOL}"));
    assert_eq!(server.echo.seen::<FindTool>().serial, 4711);

    let other = FindToolPermanentRedirect { location: "/serials/4712?of=m%20x#top".into(), x_serial: 4712 };
    server.echo.answer_next::<FindTool>(Ok(FindToolSuccess::PermanentRedirect(other)));
    let reply = client.tools().find(4711).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT);
    let FindToolSuccess::PermanentRedirect(other) = reply.body else { panic!("{:?}", reply.body) };
    assert_eq!((other.location.as_str(), other.x_serial), ("/serials/4712?of=m%20x#top", 4712));
    // It is for the caller to follow: nothing else was called.
    assert_eq!(server.echo.seen::<FindTool>().serial, 4711);

    server.echo.answer_next::<FindTool>(Err(FindToolError::NotFound(problem("Nobody has it"))));
    let error = client.tools().find(1).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(FindToolError::NotFound(_))), "{error:?}");
    // One that is not declared is kept as it came.
    let mut moved = Undeclared { status: StatusCode::FOUND, headers: Default::default(), body: "there".into() };
    moved.headers.insert("location", "/elsewhere".parse().unwrap());
    server.echo.answer_next::<FindTool>(Err(FindToolError::Undeclared(moved)));
    let error = client.tools().find(1).send().await.unwrap_err();
    let Some(FindToolError::Undeclared(moved)) = error.api() else { panic!("{error:?}") };
    assert_eq!(
        (moved.status, &moved.headers["location"], &moved.body[..]),
        (StatusCode::FOUND, &"/elsewhere".parse().unwrap(), &b"there"[..])
    );
}

#[tokio::test]
async fn a_redirect_without_its_location_is_refused() {
    let server = Loopback::start().await;
    let bare = Undeclared { status: StatusCode::SEE_OTHER, headers: Default::default(), body: Default::default() };
    server.echo.answer_next::<FindTool>(Err(FindToolError::Undeclared(bare)));
    let error = server.client().tools().find(4711).send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_not_implemented_is_answered_with_501() {
    let server = Loopback::start().await;
    let error = server.client().loans().stop_watch(1).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    let Ok(StopWatchError::Undeclared(answer)) = error.into_api() else { panic!("it is declared") };
    assert_eq!(answer.problem().unwrap().title.unwrap(), "Not Implemented");
}

#[tokio::test]
async fn each_error_is_told_by_its_status() {
    let server = Loopback::start().await;
    let client = server.client();
    let create = async |answer: CreateToolError| {
        server.echo.answer_next::<CreateTool>(Err(answer));
        client.tools().create(ToolRequest::new("Drill", 1)).send().await.unwrap_err()
    };

    let error = create(CreateToolError::Conflict(Conflict { existing: TOOL })).await;
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    assert!(matches!(error.api(), Some(CreateToolError::Conflict(Conflict { existing: TOOL }))), "{error:?}");

    let status = StatusCode::IM_A_TEAPOT;
    let error = create(CreateToolError::ClientError { status, body: problem("No coffee") }).await;
    let Some(CreateToolError::ClientError { status, body }) = error.api() else { panic!("{error:?}") };
    assert_eq!((*status, body), (StatusCode::IM_A_TEAPOT, &problem("No coffee")));
    assert_eq!(body.type_or_default(), "about:blank");

    let status = StatusCode::INSUFFICIENT_STORAGE;
    let error = create(CreateToolError::Default { status, body: problem("Full") }).await;
    let Some(CreateToolError::Default { status, body }) = error.api() else { panic!("{error:?}") };
    assert_eq!((*status, body), (StatusCode::INSUFFICIENT_STORAGE, &problem("Full")));

    server.echo.answer_next::<DeleteTool>(Err(DeleteToolError::NotFound(problem("Gone"))));
    let client = server.anonymous().basic("ada", "p:ss wörd").build().unwrap();
    let error = client.tools().delete(TOOL).send().await.unwrap_err();
    assert!(matches!(error.into_api(), Ok(DeleteToolError::NotFound(body)) if body == problem("Gone")));
}

#[tokio::test]
async fn a_status_that_is_not_declared_is_kept_as_it_came() {
    let server = Loopback::start().await;
    let answer = Problem::service_unavailable().detail("Closed on Sundays");
    server.echo.answer_next::<GetTool>(Err(answer.clone().into()));
    let error = server.client().tools().get(TOOL).send().await.unwrap_err();
    assert!(error.is_temporary());
    let Some(GetToolError::Undeclared(undeclared)) = error.api() else { panic!("{error:?}") };
    assert_eq!(undeclared.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(undeclared.problem(), Some(answer));
}

#[tokio::test]
async fn without_declared_errors_the_error_is_the_answer_itself() {
    let server = Loopback::start().await;
    let answer: Undeclared = Problem::conflict().into();
    server.echo.answer_next::<GetCategories>(Err(answer));
    let error = server.client().tools().get_categories().send().await.unwrap_err();
    let Error::Api(reply) = error else { panic!() };
    assert_eq!(reply.body.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_media_type_tells_how_a_body_is_read() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        server.echo.answer_next::<GetTool>(Ok(GetToolOk::Text(text.to_owned())));
        let answered = server.client().tools().get(TOOL).send().await.unwrap();
        assert_eq!(answered, GetToolOk::Text(text.to_owned()));
    }
    let answered = server.client().tools().get(TOOL).send().await.unwrap();
    assert!(matches!(answered, GetToolOk::Json(tool) if tool.id == TOOL));
}
