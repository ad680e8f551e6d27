//! Courses, their files, who has to take them, and how it went.

use ecoach::client::Client;
use ecoach::runtime::{Date, File, Presence, Uuid};
use ecoach::types::{
    ContentDto, ContentKind, CourseDto, CourseLevel, CourseStatus, CreateAssignmentCommand, CreateCourseCommand,
    EvaluationAnswerDto, EvaluationStatus, EvaluationType, JobProfileDto, NotificationChannel, NotificationPriority,
    ProgressStatus, SendNotificationCommand, SubmitEvaluationCommand, UpdateAssignmentCommand, UpdateContentCommand,
    UpdateCourseCommand, UploadContentBody,
};
use futures_util::StreamExt;

use crate::coach::seed::{ADMINISTRATOR, LEARNER};
use crate::host::{Host, read};

async fn profile(client: &Client, code: &str) -> JobProfileDto {
    client.assignments().list_job_profiles().search(code).send().await.unwrap().items.remove(0)
}

async fn course(client: &Client, code: &str) -> CourseDto {
    client.courses().list().search(code).send().await.unwrap().items.remove(0)
}

#[tokio::test]
async fn a_course_is_a_draft_until_it_is_published() {
    let host = Host::start().await;
    let (client, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let command = CreateCourseCommand {
        validity_months: 24.into(),
        tags: Some(vec!["voice".to_owned()]),
        ..CreateCourseCommand::new("CARE-2", "Difficult customers", CourseLevel::Intermediate, 90)
    };
    let course = client.courses().create(command).send().await.unwrap().body;
    assert_eq!((course.status.clone(), course.published_at), (CourseStatus::Draft, Presence::Null));
    assert_eq!(learner.courses().get(course.id).send().await.unwrap_err().status().unwrap(), 404);

    let patch = UpdateCourseCommand { validity_months: Presence::Null, level: Presence::Null, ..Default::default() };
    let course = client.courses().update(course.id, patch).send().await.unwrap();
    assert_eq!((course.validity_months, course.level), (Presence::Null, CourseLevel::Beginner));

    let course = client.courses().publish(course.id).send().await.unwrap();
    assert_eq!(course.status, CourseStatus::Published);
    assert_eq!(learner.courses().get(course.id).send().await.unwrap(), course);
    assert_eq!(client.courses().publish(course.id).send().await.unwrap_err().status().unwrap(), 409);
    assert_eq!(client.courses().delete(course.id).send().await.unwrap_err().status().unwrap(), 409);

    let found =
        client.courses().list().tag(vec!["voice".to_owned()]).level(vec![CourseLevel::Beginner]).send().await.unwrap();
    assert_eq!(found.items, [course]);
}

#[tokio::test]
async fn a_file_comes_back_as_it_went() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let course = course(&client, "SEC-101").await;
    // Longer than a chunk, and with all that could be taken for a boundary.
    let bytes: Vec<u8> = (0..=u8::MAX).chain(*b"\r\n--boundary--\r\n").cycle().take(1_000_003).collect();
    let file = File::new(bytes.clone()).named("Größe \"1\".pdf").typed("application/pdf");
    let body = UploadContentBody {
        language: Some("de".to_owned()),
        ..UploadContentBody::new("Passwörter", ContentKind::Document, file)
    };
    let uploaded = client.contents().upload(course.id, body).send().await.unwrap();
    let content = uploaded.body;
    assert_eq!(uploaded.location, Some(format!("/api/contents/{}", content.id).into()));
    assert_eq!(
        (&*content.title, &*content.file_name, &*content.content_type),
        ("Passwörter", "Größe \"1\".pdf", "application/pdf")
    );
    assert_eq!((content.size_in_bytes, content.position, content.checksum.len()), (1_000_003, 1, 64));
    assert_eq!(client.contents().get(content.id).send().await.unwrap(), content);
    let patch = UpdateContentCommand { language: "de-AT".to_owned().into(), ..Default::default() };
    let changed = client.contents().update(content.id, patch).send().await.unwrap();
    let content = ContentDto { language: Presence::Value("de-AT".to_owned()), ..content };
    assert_eq!(changed, content);
    let listed = client.contents().list(course.id).kind(ContentKind::Document).send().await.unwrap();
    assert_eq!(listed.items, std::slice::from_ref(&content));
    assert_eq!(client.courses().get(course.id).send().await.unwrap().content_count, 1);

    let download = client.contents().download(content.id).reply().await.unwrap();
    assert_eq!(download.headers["content-type"], "application/octet-stream");
    let disposition = "attachment; filename=\"Gr__e _1_.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.pdf";
    assert_eq!(download.body.content_disposition.as_deref(), Some(disposition));
    assert_eq!(read(download.body.body).await, bytes);

    let mut pieces = client.contents().download(content.id).send().await.unwrap().body;
    assert!(pieces.next().await.unwrap().unwrap().len() < bytes.len(), "it is handed on as it comes");
    drop(pieces);

    client.contents().delete(content.id).send().await.unwrap();
    assert_eq!(client.contents().download(content.id).send().await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn courses_are_assigned_by_job_profile() {
    let host = Host::start().await;
    let (client, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let lea = learner.users().get_current().send().await.unwrap();
    let (profile, course) = (profile(&client, "SALES-REP").await, course(&client, "SEC-101").await);
    assert_eq!(lea.job_profile_id, profile.id.into());
    let due: Date = "2026-01-10".parse().unwrap();
    let excluded = client
        .users()
        .list()
        .job_profile_id(profile.id)
        .order_by(ecoach::types::UserOrder::Email)
        .send()
        .await
        .unwrap();
    let excluded = excluded.items.into_iter().find(|user| user.id != lea.id).unwrap().id;
    let command = CreateAssignmentCommand {
        due_date: due.into(),
        excluded_user_ids: vec![excluded].into(),
        ..CreateAssignmentCommand::new(profile.id, vec![course.id])
    };
    let assignment = client.assignments().create(command).send().await.unwrap().body;
    assert!(assignment.mandatory && assignment.assigned_user_ids.contains(&lea.id));
    assert!(!assignment.assigned_user_ids.contains(&excluded));
    assert_eq!(client.assignments().get(assignment.id).send().await.unwrap(), assignment);
    let profile = self::profile(&client, "SALES-REP").await;
    assert_eq!(profile.course_ids, [course.id]);

    let own = learner.progress().list().send().await.unwrap();
    let summary = learner.progress().get_summary(host.today(), host.today()).send().await.unwrap();
    assert_eq!(i64::from(summary.count_by_status.values().sum::<i32>()), own.total_count);
    assert_eq!((own.total_count, &own.items[0].status), (1, &ProgressStatus::NotStarted));
    assert_eq!(learner.notifications().list().send().await.unwrap().items[0].subject, "New courses for you");

    host.clock.advance(std::time::Duration::from_hours(24 * 30));
    let late =
        client.progress().list().status(vec![ProgressStatus::Overdue]).due_before(host.today()).send().await.unwrap();
    assert_eq!(late.total_count, i64::try_from(assignment.assigned_user_ids.len()).unwrap());
    let patch = UpdateAssignmentCommand { due_date: Presence::Null, ..Default::default() };
    assert!(client.assignments().update(assignment.id, patch).send().await.unwrap().due_date.is_null());
    assert_eq!(
        learner.progress().get_course(lea.id, course.id).send().await.unwrap().status,
        ProgressStatus::NotStarted
    );

    client.assignments().delete(assignment.id).send().await.unwrap();
    assert_eq!(client.assignments().list().send().await.unwrap().total_count, 0);
    assert_eq!(learner.progress().list().send().await.unwrap().total_count, 1, "progress is kept");
}

#[tokio::test]
async fn only_published_courses_are_assigned() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let (profile, draft) = (profile(&client, "LEAD").await, course(&client, "LAW-12").await);
    let create = |course| client.assignments().create(CreateAssignmentCommand::new(profile.id, vec![course])).send();
    assert_eq!(create(draft.id).await.unwrap_err().status().unwrap(), 409);
    assert_eq!(create(Uuid::new_v4()).await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn a_quiz_that_is_passed_completes_the_course() {
    let host = Host::start().await;
    let (client, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let lea = learner.users().get_current().send().await.unwrap();
    let (profile, course) = (profile(&client, "SALES-REP").await, course(&client, "SEC-101").await);
    client.assignments().create(CreateAssignmentCommand::new(profile.id, vec![course.id])).send().await.unwrap();

    let answer =
        |choices: Vec<i32>| EvaluationAnswerDto { choices: Some(choices), ..EvaluationAnswerDto::new(Uuid::new_v4()) };
    let submit = |answers| {
        let command = SubmitEvaluationCommand { course_id: course.id, r#type: EvaluationType::Quiz, answers };
        learner.evaluations().submit(command).send()
    };
    let failed = submit(vec![answer(vec![1]), answer(vec![])]).await.unwrap().body;
    assert_eq!((failed.status.clone(), failed.score), (EvaluationStatus::Failed, 50.0.into()));
    let passed = submit(vec![answer(vec![1]), answer(vec![0, 2])]).await.unwrap().body;
    assert_eq!(passed.status, EvaluationStatus::Passed);
    assert_eq!(submit(vec![answer(vec![1])]).await.unwrap_err().status().unwrap(), 409);

    let progress = client.progress().get_course(lea.id, course.id).send().await.unwrap();
    assert_eq!((progress.status, progress.percent), (ProgressStatus::Completed, 100));
    let good =
        client.evaluations().list().course_id(course.id).user_ids(vec![lea.id]).min_score(60.0).send().await.unwrap();
    assert_eq!(good.items, [passed]);
    let bad = client
        .evaluations()
        .list()
        .r#type(EvaluationType::Quiz)
        .status(vec![EvaluationStatus::Failed])
        .send()
        .await
        .unwrap();
    assert_eq!(bad.items, std::slice::from_ref(&failed));
    assert_eq!(learner.evaluations().get(failed.id).send().await.unwrap(), failed);
}

#[tokio::test]
async fn a_notification_is_read_by_its_recipient() {
    let host = Host::start().await;
    let (client, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let lea = learner.users().get_current().send().await.unwrap();
    let nobody = Uuid::new_v4();
    let command = SendNotificationCommand {
        priority: Some(NotificationPriority::High),
        placeholders: Presence::Value([("name".to_owned(), "Lea".to_owned())].into()),
        ..SendNotificationCommand::new(vec![lea.id, nobody], "Due", "Hello {{name}}", vec![NotificationChannel::InApp])
    };
    let receipt = client.notifications().send(command).send().await.unwrap();
    assert_eq!((receipt.accepted_count, receipt.unknown_recipient_ids), (1, vec![nobody]));

    let unread = learner.notifications().list().unread_only(true).priority(NotificationPriority::High);
    let own = unread.send().await.unwrap().items.remove(0);
    assert_eq!((&*own.subject, &*own.body, &own.priority), ("Due", "Hello Lea", &NotificationPriority::High));
    let id = own.id;
    assert_eq!(
        client.notifications().mark_read(id).send().await.unwrap_err().status().unwrap(),
        404,
        "it is not theirs"
    );
    learner.notifications().mark_read(id).send().await.unwrap();
    assert_eq!(learner.notifications().list().unread_only(true).send().await.unwrap().total_count, 0);
    assert_eq!(learner.notifications().list().send().await.unwrap().total_count, 1);
}
