//! Courses.

use ecoach::operations::{
    CreateCourse, CreateCourseCreated, CreateCourseResponse, DeleteCourse, DeleteCourseResponse, GetCourse,
    GetCourseResponse, ListCourses, ListCoursesResponse, PublishCourse, PublishCourseResponse, UpdateCourse,
    UpdateCourseResponse,
};
use ecoach::runtime::{Presence, Problem, Uuid};
use ecoach::server::{Context, Courses};
use ecoach::types::{CourseDto, CourseLevel, CourseStatus, UserRole};

use super::Coach;
use super::paging::Page;
use super::problems::{missing, taken};
use super::session::Session;
use super::users::replace;

/// Who may change courses and their contents.
pub(super) const EDITORS: &[UserRole] = &[UserRole::Administrator, UserRole::Trainer];

impl Courses<Session> for Coach {
    async fn list_courses(&self, request: ListCourses, context: Context<Session>) -> ListCoursesResponse {
        let (caller, tenant) = self.enter(&context)?;
        let mut found: Vec<CourseDto> = tenant.courses.keys().filter_map(|id| tenant.course(*id)).collect();
        found.retain(|course| sees(caller, course) && matches(&request, course));
        found.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn create_course(&self, request: CreateCourse, context: Context<Session>) -> CreateCourseResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let command = request.body;
        if tenant.courses.values().any(|course| course.code == command.code) {
            return Err(taken("code").into());
        }
        let course = CourseDto {
            id: Uuid::new_v4(),
            code: command.code,
            title: command.title,
            description: command.description,
            level: command.level,
            status: CourseStatus::Draft,
            duration_minutes: command.duration_minutes,
            validity_months: command.validity_months,
            tags: command.tags.unwrap_or_default(),
            rating: Presence::Null,
            content_count: 0,
            created_at: self.now(),
            published_at: Presence::Null,
        };
        tenant.courses.insert(course.id, course.clone());
        Ok(CreateCourseCreated { location: Some(format!("/api/courses/{}", course.id).into()), body: course })
    }

    async fn get_course(&self, request: GetCourse, context: Context<Session>) -> GetCourseResponse {
        let (caller, tenant) = self.enter(&context)?;
        let course = tenant.course(request.course_id).filter(|course| sees(caller, course));
        Ok(course.ok_or_else(|| missing("course"))?)
    }

    async fn delete_course(&self, request: DeleteCourse, context: Context<Session>) -> DeleteCourseResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let id = request.course_id;
        let course = tenant.courses.get(&id).ok_or_else(|| missing("course"))?;
        if course.status != CourseStatus::Draft {
            return Err(Problem::conflict().detail("Only a draft can be deleted.").into());
        }
        tenant.courses.remove(&id);
        tenant.contents.retain(|_, (content, _)| content.course_id != id);
        Ok(())
    }

    async fn update_course(&self, request: UpdateCourse, context: Context<Session>) -> UpdateCourseResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let (id, patch) = (request.course_id, request.body);
        let course = tenant.courses.get_mut(&id).ok_or_else(|| missing("course"))?;
        if course.status == CourseStatus::Retired {
            return Err(Problem::conflict().detail("A retired course can't be edited.").into());
        }
        replace(&mut course.title, patch.title);
        patch.description.merge_into(&mut course.description);
        match patch.level {
            Presence::Absent => {}
            // The level that this tenant has where none is said.
            Presence::Null => course.level = CourseLevel::Beginner,
            Presence::Value(level) => course.level = level,
        }
        replace(&mut course.duration_minutes, patch.duration_minutes);
        patch.validity_months.merge_into(&mut course.validity_months);
        replace(&mut course.tags, patch.tags);
        Ok(tenant.course(id).ok_or_else(|| missing("course"))?)
    }

    async fn publish_course(&self, request: PublishCourse, context: Context<Session>) -> PublishCourseResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let course = tenant.courses.get_mut(&request.course_id).ok_or_else(|| missing("course"))?;
        if course.status != CourseStatus::Draft {
            return Err(Problem::conflict().detail("Only a draft can be published.").into());
        }
        course.status = CourseStatus::Published;
        course.published_at = Presence::Value(self.now());
        Ok(tenant.course(request.course_id).ok_or_else(|| missing("course"))?)
    }
}

/// Drafts are seen by those who write them.
fn sees(caller: &Session, course: &CourseDto) -> bool {
    course.status != CourseStatus::Draft || EDITORS.contains(&caller.role)
}

fn matches(request: &ListCourses, course: &CourseDto) -> bool {
    let words = request.search.as_deref().unwrap_or_default().to_lowercase();
    format!("{} {}", course.code, course.title).to_lowercase().contains(&words)
        && request.status.as_ref().is_none_or(|status| *status == course.status)
        && (request.level.is_empty() || request.level.contains(&course.level))
        && request.tag.iter().all(|tag| course.tags.contains(tag))
        && request.max_duration_minutes.is_none_or(|most| course.duration_minutes <= most)
}
