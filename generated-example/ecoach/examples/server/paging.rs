//! Lists in pages.

use ecoach::types::{
    AssignmentDto, AssignmentPagedResult, ContentDto, ContentPagedResult, CourseDto, CoursePagedResult, EvaluationDto,
    EvaluationPagedResult, JobProfileDto, JobProfilePagedResult, NotificationDto, NotificationPagedResult, ProgressDto,
    ProgressPagedResult, ProjectDto, ProjectMemberDto, ProjectMemberPagedResult, ProjectPagedResult, TeamDto,
    TeamMemberDto, TeamMemberPagedResult, TeamPagedResult, UserDto, UserPagedResult,
};

/// One page of a list. It becomes the page type that the document has for its items, and so has its names.
#[expect(clippy::struct_field_names, reason = "they are those of the document")]
pub(super) struct Page<T> {
    items: Vec<T>,
    page: i32,
    page_size: i32,
    total_count: i64,
    total_pages: i32,
    has_next_page: bool,
}

impl<T> Page<T> {
    /// Page `page`, counted from 1, of a whole list.
    pub(super) fn of(all: Vec<T>, page: i32, page_size: i32) -> Self {
        // The runtime has seen to it that both are at least 1.
        let wide = |number: i32| usize::try_from(number).unwrap_or_default().max(1);
        let total_pages = number(all.len().div_ceil(wide(page_size)));
        let skipped = (wide(page) - 1).saturating_mul(wide(page_size));
        Self {
            page,
            page_size,
            total_count: i64::try_from(all.len()).unwrap_or(i64::MAX),
            total_pages,
            has_next_page: page < total_pages,
            items: all.into_iter().skip(skipped).take(wide(page_size)).collect(),
        }
    }
}

/// A count as the document has it.
pub(super) fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The types of pages are the same but for their items; the document has one for each, as its generics are unfolded.
macro_rules! paged {
    ($($page:ident of $item:ident;)*) => {$(
        impl From<Page<$item>> for $page {
            fn from(page: Page<$item>) -> Self {
                let Page { items, page, page_size, total_count, total_pages, has_next_page } = page;
                Self { items, page, page_size, total_count, total_pages, has_next_page }
            }
        }
    )*};
}
paged! {
    AssignmentPagedResult of AssignmentDto;
    ContentPagedResult of ContentDto;
    CoursePagedResult of CourseDto;
    EvaluationPagedResult of EvaluationDto;
    JobProfilePagedResult of JobProfileDto;
    NotificationPagedResult of NotificationDto;
    ProgressPagedResult of ProgressDto;
    ProjectMemberPagedResult of ProjectMemberDto;
    ProjectPagedResult of ProjectDto;
    TeamMemberPagedResult of TeamMemberDto;
    TeamPagedResult of TeamDto;
    UserPagedResult of UserDto;
}
