//! The examples of the documentation, run by curl as they stand there, but for the host.

use std::io::ErrorKind;
use std::process::Output;

use platform::runtime::json::{self, Value};
use tokio::process::Command;

use crate::loopback::Loopback;

/// The host of the documentation.
const HOST: &str = "https://api.staging.my_company_platform_id.platform.io";

const FETCH_API_TOKEN: &str = r#"curl POST https://api.staging.my_company_platform_id.platform.io/v1/login/password \
--data '{
"username": "service_user",
"password": "xxxyyy"
}'"#;

const CREATE_CLIENT: &str = r#"curl POST https://api.staging.my_company_platform_id.platform.io/v1/client/signup \
--header 'Authorization: Bearer your_api_token' \
--data '{
"user_id": "80491f93-1eb1-42c2-b5e1-d2e94dac5ab9",
"email": "new_client@client.com",
"name": {
"first_name": "new",
"last_name": "client"
},
"password": "new_client"
}'"#;

/// Runs a command of the documentation against the server; `None` if there is no curl.
///
/// To curl, the word `POST` in it is a host of its own, which is not found. So curl fails in the end, after it has made
/// the call that is meant.
async fn run(server: &Loopback, command: &str) -> Option<Output> {
    match Command::new("curl").arg("--version").output().await {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        found => found.unwrap(),
    };
    let command = command.replace(HOST, &format!("http://{}", server.address));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).env("no_proxy", "*").env("CURL_HOME", "/nonexistent");
    Some(shell.output().await.unwrap())
}

/// What curl printed: the answer to the call that is meant.
fn answer(output: &Output) -> Value {
    json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[tokio::test]
async fn the_examples_work_as_they_stand_there() {
    let server = Loopback::start().await;
    let Some(output) = run(&server, FETCH_API_TOKEN).await else {
        println!("skipped");
        return;
    };
    let answered = answer(&output);
    let api_token = answered.get("api_token").and_then(Value::as_str).unwrap();

    let command = CREATE_CLIENT.replace("your_api_token", api_token);
    let output = run(&server, &command).await.unwrap();
    let answered = answer(&output);
    assert!(!answered.get("client_token").and_then(Value::as_str).unwrap().is_empty());

    // Once more, the client is there already.
    let output = run(&server, &command).await.unwrap();
    let errors = answer(&output).get("errors").cloned().unwrap();
    assert_eq!(errors.as_array().unwrap()[0].get("code").and_then(Value::as_str), Some("errors.conflict.user_id"));
}
