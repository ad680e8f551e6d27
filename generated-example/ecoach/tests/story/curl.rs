//! The examples of the vendor's own guide, run by `curl` as they stand there, but for the host and the placeholders.

use ecoach::runtime::DateTime;
use ecoach::runtime::json::Value;
use tokio::process::Command;

use crate::coach::seed::{ADMINISTRATOR, TENANT};
use crate::host::Host;

const GENERATE_TOKEN: &str = r#"curl -X POST "https://api.ecoach.cloud/api/auth" \
-H "Tenant: <<TENANT>>" \
-H "Content-Type: application/json" \
-d '{
"email": "<<EMAIL>>",
"password": "<<PASSWORD>>"
}'"#;

const USE_TOKEN: &str = r#"curl -X GET "https://api.ecoach.cloud/api/users/me" \
-H "Authorization: Bearer <<TOKEN>>" \
-H "Content-Type: application/json""#;

async fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().await.is_ok()
}

async fn run(command: &str) -> Value {
    // A proxy of this machine would not find a server of this process.
    let output = Command::new("sh").args(["-c", command]).env("NO_PROXY", "*").output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_examples_of_the_guide_work() {
    if !is_there("curl").await || !is_there("sh").await {
        println!("skipped: curl is not installed");
        return;
    }
    let host = Host::start().await;
    let command = GENERATE_TOKEN
        .replace("https://api.ecoach.cloud", &host.url())
        .replace("<<TENANT>>", TENANT)
        .replace("<<EMAIL>>", ADMINISTRATOR.email)
        .replace("<<PASSWORD>>", ADMINISTRATOR.password);
    let answer = run(&command).await;
    let keys: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["token", "refreshToken", "refreshTokenExpiryTime"]);
    let text = |key| answer.get(key).and_then(Value::as_str).unwrap();
    assert!(text("token").starts_with("eyJ") && text("token").split('.').count() == 3, "it is a JWT");
    assert!(text("refreshToken").len() == 44 && text("refreshToken").ends_with('='), "32 bytes as base64");
    let expires: DateTime = text("refreshTokenExpiryTime").parse().unwrap();
    assert!(text("refreshTokenExpiryTime").ends_with('Z') && expires > DateTime::default());

    let command = USE_TOKEN.replace("https://api.ecoach.cloud", &host.url()).replace("<<TOKEN>>", text("token"));
    let me = run(&command).await;
    assert_eq!(me.get("email").and_then(Value::as_str), Some(ADMINISTRATOR.email));
    assert_eq!(me.get("role").and_then(Value::as_str), Some("Administrator"));
}
