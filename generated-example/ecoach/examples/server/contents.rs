//! Learning contents: files that go up and down.

use std::fmt::Write;

use ecoach::operations::{
    DeleteContent, DeleteContentResponse, DownloadContent, DownloadContentOk, DownloadContentResponse, GetContent,
    GetContentResponse, ListContents, ListContentsResponse, UpdateContent, UpdateContentResponse, UploadContent,
    UploadContentCreated, UploadContentResponse,
};
use ecoach::runtime::{ByteStream, Bytes, Presence, Problem, Uuid};
use ecoach::server::{Contents, Context};
use ecoach::types::ContentDto;
use futures_util::stream;
use sha2::{Digest, Sha256};

use super::Coach;
use super::courses::EDITORS;
use super::paging::{Page, number};
use super::problems::missing;
use super::session::Session;
use super::users::replace;

/// How much of a file is handed on at once.
const CHUNK: usize = 64 * 1024;
/// The longest content.
const LONGEST: usize = 64 * 1024 * 1024;

impl Contents<Session> for Coach {
    async fn list_contents(&self, request: ListContents, context: Context<Session>) -> ListContentsResponse {
        let (_, tenant) = self.enter(&context)?;
        tenant.course(request.course_id).ok_or_else(|| missing("course"))?;
        let mut found: Vec<ContentDto> = tenant.contents.values().map(|(content, _)| content.clone()).collect();
        found.retain(|content| {
            content.course_id == request.course_id && request.kind.as_ref().is_none_or(|kind| *kind == content.kind)
        });
        found.sort_by_key(|content| content.position);
        Ok(Page::of(found, request.page_or_default(), request.page_size_or_default()).into())
    }

    async fn upload_content(&self, request: UploadContent, context: Context<Session>) -> UploadContentResponse {
        let UploadContent { course_id, body } = request;
        let (name, content_type) = (body.file.name.clone(), body.file.content_type.clone());
        self.enter(&context)?.0.requires(EDITORS)?;
        let bytes = body.file.collect(LONGEST).await.map_err(|_| Problem::content_too_large())?;
        let (_, mut tenant) = self.enter(&context)?;
        tenant.course(course_id).ok_or_else(|| missing("course"))?;
        let last = tenant.contents.values().filter(|(content, _)| content.course_id == course_id).count();
        let content = ContentDto {
            id: Uuid::new_v4(),
            course_id,
            title: body.title,
            kind: body.kind,
            position: body.position.unwrap_or_else(|| number(last + 1)),
            file_name: name.unwrap_or_else(|| "content".to_owned()),
            content_type: content_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
            size_in_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            checksum: hexadecimal(&Sha256::digest(&bytes)),
            language: Presence::from(body.language),
            uploaded_at: self.now(),
        };
        tenant.contents.insert(content.id, (content.clone(), bytes));
        Ok(UploadContentCreated { location: Some(format!("/api/contents/{}", content.id).into()), body: content })
    }

    async fn get_content(&self, request: GetContent, context: Context<Session>) -> GetContentResponse {
        let (_, tenant) = self.enter(&context)?;
        let (content, _) = tenant.contents.get(&request.content_id).ok_or_else(|| missing("content"))?;
        Ok(content.clone())
    }

    async fn delete_content(&self, request: DeleteContent, context: Context<Session>) -> DeleteContentResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        tenant.contents.remove(&request.content_id).ok_or_else(|| missing("content"))?;
        Ok(())
    }

    async fn update_content(&self, request: UpdateContent, context: Context<Session>) -> UpdateContentResponse {
        let (caller, mut tenant) = self.enter(&context)?;
        caller.requires(EDITORS)?;
        let (content, _) = tenant.contents.get_mut(&request.content_id).ok_or_else(|| missing("content"))?;
        replace(&mut content.title, request.body.title);
        replace(&mut content.position, request.body.position);
        request.body.language.merge_into(&mut content.language);
        Ok(content.clone())
    }

    async fn download_content(&self, request: DownloadContent, context: Context<Session>) -> DownloadContentResponse {
        let (_, tenant) = self.enter(&context)?;
        let (content, bytes) = tenant.contents.get(&request.content_id).ok_or_else(|| missing("content"))?;
        Ok(DownloadContentOk { content_disposition: Some(attachment(&content.file_name)), body: in_chunks(bytes) })
    }
}

/// A file as it would come from a disk: piece by piece.
fn in_chunks(bytes: &Bytes) -> ByteStream {
    let chunks: Vec<_> = bytes.chunks(CHUNK).map(|chunk| Ok(bytes.slice_ref(chunk))).collect();
    ByteStream::new(stream::iter(chunks))
}

/// `Content-Disposition` for a file to be saved (RFC 6266): its name in ASCII, and in full (RFC 8187).
pub(super) fn attachment(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\".contains(c) || c == ' ' { c } else { '_' }).collect();
    let mut value = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        value.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            // Writing to a string does not fail.
            let _ = if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                write!(value, "{}", char::from(byte))
            } else {
                write!(value, "%{byte:02X}")
            };
        }
    }
    value
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
