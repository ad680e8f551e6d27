//! What an operation answers: several successes, media types, headers, and errors by status.

use showcase::client::Error;
use showcase::operations::{
    CreateTool, CreateToolCreated, CreateToolError, CreateToolSuccess, DeleteTool, DeleteToolError, GetCategories,
    GetTool, GetToolError, GetToolOk, StopWatchError,
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
