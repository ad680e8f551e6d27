//! Starts the E-Coach server of the other example on a free port, and walks through it with the generated client.
//!
//! ```text
//! cargo run -p ecoach --example walkthrough
//! ```
//!
//! It ends with success only if all went as expected. Server and client share a clock that can be set forward, so that
//! nothing has to wait for tokens to expire or for reports to be written.

#[path = "server/coach.rs"]
mod coach;

use std::error::Error;
use std::io::ErrorKind;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ecoach::client::{Client, Error as CallError, Server};
use ecoach::operations::{CreateToken, CreateTokenError, CreateUserError, DownloadReportOkBody};
use ecoach::runtime::clock::{Clock, ManualClock, SystemClock};
use ecoach::runtime::{ByteStream, File, Presence, Uuid};
use ecoach::server::serve;
use ecoach::types::{
    ContentKind, CourseLevel, CreateAssignmentCommand, CreateCourseCommand, CreateReportJobCommand, CreateUserCommand,
    EmployeeRow, EvaluationAnswerDto, EvaluationType, ImportEmployeesCommand, NotificationChannel, ReportFormat,
    ReportJobState, ReportType, SendNotificationCommand, SubmitEvaluationCommand, TokenRequest, UpdateUserCommand,
    UserRole,
};
use futures_util::TryStreamExt;
use futures_util::future::try_join_all;
use tokio::net::TcpListener;

use coach::seed::{ADMINISTRATOR, Account, LEARNER, OTHER_TENANT, TENANT};
use coach::session::{REFRESH_LIFETIME, TOKEN_LIFETIME};
use coach::{Coach, Event};

/// What went otherwise than expected.
type Surprise = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    match walk().await {
        Ok(()) => {
            println!("\nAll went as expected.");
            ExitCode::SUCCESS
        }
        Err(surprise) => {
            eprintln!("\nThis was not expected: {surprise}");
            let mut source = surprise.source();
            while let Some(cause) = source {
                eprintln!("  because {cause}");
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn walk() -> Result<(), Surprise> {
    let clock = ManualClock::new(SystemClock.utc());
    let renewals = Arc::new(AtomicUsize::new(0));
    let counter = renewals.clone();
    let coach = Coach::new(clock.clone(), move |event| {
        println!("    (server: {event})");
        if matches!(event, Event::Renewed { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    })?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(serve(listener, coach.router(), std::future::pending()));
    println!("E-Coach listens at {url}");

    let client = log_in(&url, &clock, ADMINISTRATOR)?;
    refused(&url).await?;
    people(&client).await?;
    one_person(&client).await?;
    let learner = log_in(&url, &clock, LEARNER)?;
    let lea = learner.users().get_current().send().await?;
    employees(&client).await?;
    let course = course(&client).await?;
    learning(&client, &learner, course, lea.id).await?;
    reports(&client, &clock, lea.id).await?;
    forbidden(&learner).await?;
    an_hour_later(&client, &clock, &renewals).await?;
    a_week_later(&client, &clock).await
}

/// A client that logs in by itself when it first needs a token, and stays logged in.
fn log_in(url: &str, clock: &ManualClock, account: Account) -> Result<Client, Surprise> {
    let credentials = TokenRequest { email: account.email.to_owned(), password: account.password.into() };
    let client = Client::builder(Server::custom(url))
        .log_in(CreateToken::new(TENANT, credentials))
        .clock(clock.clone())
        .build()?;
    Ok(client)
}

async fn refused(url: &str) -> Result<(), Surprise> {
    step("A wrong password, and the right one at the wrong tenant");
    let stranger = Client::builder(Server::custom(url)).build()?;
    for (tenant, password) in [(TENANT, "a guess"), ("nobody", ADMINISTRATOR.password)] {
        let credentials = TokenRequest { email: ADMINISTRATOR.email.to_owned(), password: password.into() };
        let answer = stranger.auth().create_token(tenant, credentials).send().await;
        match answer.map_err(CallError::into_api) {
            Err(Ok(CreateTokenError::Unauthorized(refusal))) => {
                println!("  {tenant}: {}", refusal.body.detail.value().unwrap_or_default());
            }
            other => return Err(format!("a login that should fail came to {other:?}").into()),
        }
    }
    let credentials = TokenRequest { email: ADMINISTRATOR.email.to_owned(), password: ADMINISTRATOR.password.into() };
    stranger.auth().create_token(OTHER_TENANT, credentials).send().await?;
    println!("  {OTHER_TENANT}: has an account of the same name");
    Ok(())
}

async fn people(client: &Client) -> Result<(), Surprise> {
    step("Who am I, and who else is there?");
    let me = client.users().get_current().send().await?;
    println!("  I am {} {}, {}", me.first_name, me.last_name, me.role);
    let page = client.users().list().page(2).page_size(5).send().await?;
    let names: Vec<_> = page.items.iter().map(|user| format!("{} {}", user.first_name, user.last_name)).collect();
    println!("  page 2 of {}: {}", page.total_pages, names.join(", "));
    let everybody: Vec<_> = client.users().list().page_size(100).items().try_collect().await?;
    expect(everybody.len() == 250, "there are 250 people")?;
    println!("  {} people on all pages", everybody.len());
    Ok(())
}

async fn one_person(client: &Client) -> Result<(), Surprise> {
    step("A person comes, changes and goes");
    let command = CreateUserCommand {
        phone_number: "+436601234567".to_owned().into(),
        department: "Sales".to_owned().into(),
        ..CreateUserCommand::new("nora.neu@example.com", "Nora", "Neu", UserRole::Learner)
    };
    let created = client.users().create(command.clone()).send().await?;
    println!("  created at {}", created.location.unwrap_or_default());
    let id = created.body.id;

    match client.users().create(command).send().await.map_err(CallError::into_api) {
        Err(Ok(CreateUserError::Conflict(problem))) => {
            println!("  again: {}", problem.detail.value().unwrap_or_default())
        }
        other => return Err(format!("a second user with the same address came to {other:?}").into()),
    }

    // Null clears the phone number; the department is left out, and stays.
    let patch =
        UpdateUserCommand { last_name: Some("Alt".to_owned()), phone_number: Presence::Null, ..Default::default() };
    let user = client.users().update(id, patch).send().await?;
    println!(
        "  now {} {}, phone {:?}, department {:?}",
        user.first_name, user.last_name, user.phone_number, user.department
    );
    expect(user.phone_number.is_null() && user.department == "Sales".to_owned().into(), "null clears, absent leaves")?;

    client.users().delete(id).send().await?;
    let gone = client.users().get(id).send().await.err().and_then(|error| error.status());
    expect(gone.is_some_and(|status| status == 404), "the user is gone")?;
    println!("  deleted");
    Ok(())
}

async fn employees(client: &Client) -> Result<(), Surprise> {
    step("Employees from the HR system");
    let rows = vec![
        EmployeeRow {
            job_profile_code: "CARE-AGENT".to_owned().into(),
            ..EmployeeRow::new("E-1", "kim.klein@example.com", "Kim", "Klein")
        },
        EmployeeRow {
            manager_external_id: "E-1".to_owned().into(),
            ..EmployeeRow::new("E-2", "max.muster@example.com", "Max", "Muster")
        },
        EmployeeRow {
            job_profile_code: "ASTRONAUT".to_owned().into(),
            ..EmployeeRow::new("E-3", "yuri@example.com", "Yuri", "Star")
        },
    ];
    let result = client.imports().import_employees(ImportEmployeesCommand::new(rows)).send().await?;
    for row in &result.rows {
        println!(
            "  {}: {} {}",
            row.external_id,
            row.outcome,
            row.errors.as_ref().value().map(|errors| format!("{errors:?}")).unwrap_or_default()
        );
    }
    expect((result.created_count, result.failed_count) == (2, 1), "two rows are imported, one is not")
}

async fn course(client: &Client) -> Result<Uuid, Surprise> {
    step("A course with a file, assigned to all with a job profile");
    let command = CreateCourseCommand::new("CARE-2", "Difficult customers", CourseLevel::Intermediate, 90);
    let course = client.courses().create(command).send().await?.body;
    let slides: Vec<u8> = (0..=u8::MAX).cycle().take(300_000).collect();
    let file = File::new(slides.clone()).named("Schwierige Kunden.pdf").typed("application/pdf");
    let body = ecoach::types::UploadContentBody::new("Slides", ContentKind::Presentation, file);
    let content = client.contents().upload(course.id, body).send().await?.body;
    println!("  {}: {} bytes, SHA-256 {}...", content.file_name, content.size_in_bytes, &content.checksum[..12]);
    let download = client.contents().download(content.id).send().await?;
    println!("  back as {}", download.content_disposition.unwrap_or_default());
    expect(read(download.body).await? == slides, "the file comes back as it went")?;

    client.courses().publish(course.id).send().await?;
    let profiles = client.assignments().list_job_profiles().search("CARE-AGENT").send().await?;
    let profile = profiles.items.into_iter().next().ok_or("the job profile is missing")?;
    let mut command = CreateAssignmentCommand::new(profile.id, vec![course.id]);
    command.due_date = "2099-12-31".parse::<ecoach::runtime::Date>()?.into();
    let assignment = client.assignments().create(command).send().await?.body;
    println!("  {} assigned to {} people as {}", course.code, assignment.assigned_user_ids.len(), profile.title);
    Ok(course.id)
}

async fn learning(client: &Client, learner: &Client, course: Uuid, lea: Uuid) -> Result<(), Surprise> {
    step("Lea learns");
    let profiles = client.assignments().list_job_profiles().search("SALES-REP").send().await?;
    let profile = profiles.items.into_iter().next().ok_or("the job profile is missing")?;
    client.assignments().create(CreateAssignmentCommand::new(profile.id, vec![course])).send().await?;
    let command = SendNotificationCommand {
        placeholders: Presence::Value([("name".to_owned(), "Lea".to_owned())].into()),
        ..SendNotificationCommand::new(
            vec![lea],
            "A course for you",
            "Have fun, {{name}}!",
            vec![NotificationChannel::InApp],
        )
    };
    client.notifications().send(command).send().await?;
    let unread = learner.notifications().list().unread_only(true).send().await?;
    for notification in &unread.items {
        println!("  {}: {}", notification.subject, notification.body);
        learner.notifications().mark_read(notification.id).send().await?;
    }
    expect(unread.items.len() == 2, "there are two notifications")?;

    let answer = EvaluationAnswerDto { choices: Some(vec![1]), ..EvaluationAnswerDto::new(Uuid::new_v4()) };
    let answers = SubmitEvaluationCommand { course_id: course, r#type: EvaluationType::Quiz, answers: vec![answer] };
    let evaluation = learner.evaluations().submit(answers).send().await?.body;
    let progress = learner.progress().get_course(lea, course).send().await?;
    println!("  the quiz is {}, the course {} ({} %)", evaluation.status, progress.status, progress.percent);
    expect(progress.percent == 100, "the course is completed")
}

async fn reports(client: &Client, clock: &ManualClock, lea: Uuid) -> Result<(), Surprise> {
    step("Reports");
    let today = clock.utc().date_naive();
    let csv = client.reports().export_progress(today, today).send().await?;
    let csv = String::from_utf8(read(csv.body).await?)?;
    println!("  CSV: {} lines; {}", csv.lines().count(), csv.lines().next().unwrap_or_default());
    let pdf = read(client.reports().export_user_transcript(lea).send().await?.body).await?;
    expect(pdf.starts_with(b"%PDF-"), "the transcript is a PDF")?;
    println!("  PDF: {} bytes", pdf.len());

    let command = CreateReportJobCommand::new(ReportType::Progress, ReportFormat::Csv, today, today);
    let mut job = client.reports().create_job(command).send().await?.body;
    while job.state != ReportJobState::Succeeded {
        println!("  job: {}, {} %", job.state, job.progress_percent);
        let answer = client.reports().get_job(job.id).send().await?;
        clock.advance(Duration::from_secs(answer.retry_after.unwrap_or(0).try_into()?));
        job = answer.body;
    }
    let report = client.reports().download(job.id).send().await?;
    println!("  job: {}, {}", job.state, report.content_disposition.unwrap_or_default());
    match report.body {
        DownloadReportOkBody::Csv(file) => {
            expect(read(file).await? == csv.as_bytes(), "the job writes the same report")
        }
        DownloadReportOkBody::Pdf(_) => Err("a CSV was asked for".into()),
    }
}

async fn forbidden(learner: &Client) -> Result<(), Surprise> {
    step("What a learner may not");
    let answer = learner.reports().get_statistics().send().await;
    expect(answer.is_err_and(|error| error.status().is_some_and(|status| status == 403)), "statistics are forbidden")?;
    println!("  statistics: 403");
    Ok(())
}

async fn an_hour_later(client: &Client, clock: &ManualClock, renewals: &AtomicUsize) -> Result<(), Surprise> {
    step("The token expires amid 50 calls at once");
    let before = renewals.load(Ordering::Relaxed);
    try_join_all((0..50).map(async |number| {
        if number == 25 {
            clock.advance(TOKEN_LIFETIME);
        }
        client.users().get_current().send().await
    }))
    .await?;
    let renewed = renewals.load(Ordering::Relaxed) - before;
    println!("  50 calls succeeded, by {renewed} renewal");
    expect(renewed == 1, "the token is renewed once")
}

async fn a_week_later(client: &Client, clock: &ManualClock) -> Result<(), Surprise> {
    step("The refresh token expires too");
    clock.advance(REFRESH_LIFETIME);
    let statistics = client.reports().get_statistics().send().await?;
    println!("  logged in again; {} courses are published", statistics.published_courses);
    Ok(())
}

fn step(title: &str) {
    println!("\n{title}");
}

fn expect(holds: bool, what: &str) -> Result<(), Surprise> {
    if holds {
        Ok(())
    } else {
        Err(std::io::Error::new(ErrorKind::InvalidData, format!("it does not hold that {what}")).into())
    }
}

async fn read(stream: ByteStream) -> Result<Vec<u8>, Surprise> {
    Ok(stream.collect(1024 * 1024).await?.to_vec())
}
