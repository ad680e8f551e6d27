//! Courses and what becomes of them: contents, assignments, evaluations, progress, notifications.

use ecoach::client::Client;
use ecoach::types::{
    ContentKind, CourseLevel, CourseStatus, CreateAssignmentCommand, CreateCourseCommand, EvaluationAnswerDto,
    EvaluationStatus, EvaluationType, NotificationChannel, NotificationPriority, ProgressStatus,
    SendNotificationCommand, SubmitEvaluationCommand, UpdateAssignmentCommand, UpdateContentCommand,
    UpdateCourseCommand, UploadContentBody,
};
use specwright_runtime::{File, Presence, Uuid};

use super::{days, nobody};
use crate::report::Report;

pub(super) async fn run(client: &Client, report: &mut Report) {
    let Some(course) = courses(client, report).await else { return };
    contents(client, course, report).await;
    assignments(client, course, report).await;
    let Ok(me) = client.users().get_current().send().await else { return };
    evaluations(client, course, me.id, report).await;
    progress(client, course, me.id, report).await;
    notifications(client, me.id, report).await;
}

async fn courses(client: &Client, report: &mut Report) -> Option<Uuid> {
    let courses = client.courses();
    let list = courses.list().search("security").status(CourseStatus::Published).max_duration_minutes(60);
    let levels = vec![CourseLevel::Beginner, CourseLevel::Advanced];
    report.well("listCourses", list.level(levels).tag(vec!["mandatory".to_owned()]).send().await);
    report.well("listCourses", courses.list().page(1).page_size(2).send().await);
    let code = |number: u16| format!("NEW-{number}");
    let mut drafts = Vec::new();
    for number in [1, 2] {
        let command = CreateCourseCommand {
            tags: Some(vec!["a".to_owned(), "b".to_owned()]),
            description: Presence::Value("\u{201e}Neu\u{201c}".to_owned()),
            ..CreateCourseCommand::new(code(number), "New", CourseLevel::Beginner, 45)
        };
        drafts.push(report.well("createCourse", courses.create(command).send().await)?.body.id);
    }
    let [course, draft] = drafts[..] else { return None };
    let twice = CreateCourseCommand::new(code(1), "New", CourseLevel::Beginner, 45);
    report.refused("createCourse", 409, courses.create(twice).send().await);
    report.well("getCourse", courses.get(course).send().await);
    report.refused("getCourse", 404, courses.get(nobody()).send().await);
    let patch =
        UpdateCourseCommand { validity_months: Presence::Null, duration_minutes: Some(30), ..Default::default() };
    report.well("updateCourse", courses.update(course, patch).send().await);
    report.well("publishCourse", courses.publish(course).send().await);
    report.refused("publishCourse", 409, courses.publish(course).send().await);
    report.well("deleteCourse", courses.delete(draft).send().await);
    report.refused("deleteCourse", 409, courses.delete(course).send().await);
    Some(course)
}

async fn contents(client: &Client, course: Uuid, report: &mut Report) {
    let contents = client.contents();
    // Prism holds parts against `allowReserved`, which is said of urlencoded forms only: a part with a reserved character is an error to it.
    let bytes: Vec<u8> = (0..=u8::MAX).filter(|byte| !b":/?#[]@!$&'()*+,;=".contains(byte)).collect();
    let file = File::new(bytes).named("passwords.pdf").typed("application/pdf");
    let body = UploadContentBody {
        language: Some("de-AT".to_owned()),
        position: Some(3),
        ..UploadContentBody::new("Stronger", ContentKind::Document, file)
    };
    if let Some(uploaded) = report.well("uploadContent", contents.upload(course, body).send().await) {
        let content = uploaded.body.id;
        report.well("listContents", contents.list(course).kind(ContentKind::Document).page(1).send().await);
        report.well("getContent", contents.get(content).send().await);
        let patch = UpdateContentCommand { language: Presence::Null, position: Some(1), ..Default::default() };
        report.well("updateContent", contents.update(content, patch).send().await);
        report.well("downloadContent", contents.download(content).send().await);
        report.well("deleteContent", contents.delete(content).send().await);
        report.refused("downloadContent", 404, contents.download(content).send().await);
    }
    report.refused("getContent", 404, contents.get(nobody()).send().await);
}

async fn assignments(client: &Client, course: Uuid, report: &mut Report) {
    let assignments = client.assignments();
    let profiles = report.well("listJobProfiles", assignments.list_job_profiles().search("SALES").send().await);
    let Some(profile) = profiles.and_then(|page| page.items.into_iter().next()) else { return };
    let command = CreateAssignmentCommand {
        due_date: Presence::Value(days().1),
        notify: Some(true),
        ..CreateAssignmentCommand::new(profile.id, vec![course])
    };
    report.refused(
        "createAssignment",
        404,
        assignments.create(CreateAssignmentCommand::new(nobody(), vec![course])).send().await,
    );
    let Some(created) = report.well("createAssignment", assignments.create(command).send().await) else { return };
    let assignment = created.body.id;
    let list = assignments.list().course_id(course).job_profile_id(profile.id).due_before(days().0).mandatory(true);
    report.well("listAssignments", list.send().await);
    report.well("getAssignment", assignments.get(assignment).send().await);
    let patch = UpdateAssignmentCommand { due_date: Presence::Null, mandatory: Some(false) };
    report.well("updateAssignment", assignments.update(assignment, patch).send().await);
    report.well("deleteAssignment", assignments.delete(assignment).send().await);
    report.refused("getAssignment", 404, assignments.get(assignment).send().await);
}

async fn evaluations(client: &Client, course: Uuid, me: Uuid, report: &mut Report) {
    let evaluations = client.evaluations();
    let answers = vec![
        EvaluationAnswerDto { choices: Some(vec![0, 2]), ..EvaluationAnswerDto::new(nobody()) },
        EvaluationAnswerDto { text: Presence::Value("because".to_owned()), ..EvaluationAnswerDto::new(nobody()) },
    ];
    let command =
        |course_id| SubmitEvaluationCommand { course_id, r#type: EvaluationType::Quiz, answers: answers.clone() };
    report.refused("submitEvaluation", 404, evaluations.submit(command(nobody())).send().await);
    // Who calls is enrolled by a job profile, as everybody is.
    let profile = client.users().get(me).send().await.ok().and_then(|user| user.job_profile_id.value());
    let Some(profile) = profile else { return };
    let enrolled = client.assignments().create(CreateAssignmentCommand::new(profile, vec![course])).send().await;
    report.well("createAssignment", enrolled);
    if let Some(done) = report.well("submitEvaluation", evaluations.submit(command(course)).send().await) {
        report.well("getEvaluation", evaluations.get(done.body.id).send().await);
        let list = evaluations.list().course_id(course).user_ids(vec![me]).r#type(EvaluationType::Quiz).min_score(0.5);
        let list = list.submitted_from(done.body.submitted_at).submitted_to(done.body.submitted_at);
        let statuses = vec![EvaluationStatus::Passed, EvaluationStatus::Failed];
        report.well("listEvaluations", list.status(statuses).send().await);
    }
    report.refused("getEvaluation", 404, evaluations.get(nobody()).send().await);
}

async fn progress(client: &Client, course: Uuid, me: Uuid, report: &mut Report) {
    let (from, to) = days();
    let progress = client.progress();
    let list = progress.list().user_ids(vec![me]).course_ids(vec![course]).min_percent(0).due_before(to);
    let statuses = vec![ProgressStatus::NotStarted, ProgressStatus::Completed];
    report.well("listProgress", list.status(statuses).completed_from(from).completed_to(to).send().await);
    report.well("listProgress", progress.list().page_size(3).send().await);
    report.well("getProgressSummary", progress.get_summary(from, to).send().await);
    report.well("getCourseProgress", progress.get_course(me, course).send().await);
    report.refused("getCourseProgress", 404, progress.get_course(nobody(), course).send().await);
}

async fn notifications(client: &Client, me: Uuid, report: &mut Report) {
    let notifications = client.notifications();
    let command = SendNotificationCommand {
        priority: Some(NotificationPriority::High),
        placeholders: Presence::Value([("name".to_owned(), "Ada".to_owned())].into()),
        ..SendNotificationCommand::new(
            vec![me, nobody()],
            "Hello {{name}}",
            "\u{2026}",
            vec![NotificationChannel::InApp],
        )
    };
    report.well("sendNotification", notifications.send(command).send().await);
    let list = notifications.list().unread_only(true).priority(NotificationPriority::High).page(1).send().await;
    if let Some(own) = report.well("listNotifications", list).and_then(|page| page.items.into_iter().next()) {
        report.well("markNotificationRead", notifications.mark_read(own.id).send().await);
    }
    report.refused("markNotificationRead", 404, notifications.mark_read(999_999).send().await);
}
