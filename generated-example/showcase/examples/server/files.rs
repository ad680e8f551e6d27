//! Photos and manuals.

use futures_util::StreamExt as _;
use showcase::operations::{AddManual, AddManualResponse, GetPhoto, GetPhotoResponse, SetPhoto, SetPhotoResponse};
use showcase::runtime::Problem;
use showcase::server::{Context, Files};
use showcase::types::Manual;

use super::library::{Library, missing, now};

/// The longest photo, in bytes.
const LONGEST_PHOTO: usize = 8 * 1024 * 1024;

impl Files<String> for Library {
    async fn get_photo(&self, request: GetPhoto, _: Context<String>) -> GetPhotoResponse {
        let photo = self.store().photos.get(&request.tool_id).cloned();
        Ok(photo.ok_or_else(|| missing("photo"))?.into())
    }

    async fn set_photo(&self, request: SetPhoto, _: Context<String>) -> SetPhotoResponse {
        self.store().tool(request.tool_id)?;
        let photo = request.body.collect(LONGEST_PHOTO).await.map_err(|_| Problem::content_too_large())?;
        self.store().photos.insert(request.tool_id, photo);
        Ok(())
    }

    /// A manual is read as it comes, and only counted.
    async fn add_manual(&self, request: AddManual, _: Context<String>) -> AddManualResponse {
        self.store().tool(request.tool_id)?;
        let mut file = request.body.file.into_stream();
        let mut bytes = 0_u32;
        while let Some(chunk) = file.next().await {
            let chunk = chunk.map_err(|_| Problem::bad_request())?;
            let length = u32::try_from(chunk.len()).map_err(|_| Problem::content_too_large())?;
            bytes = bytes.checked_add(length).ok_or_else(Problem::content_too_large)?;
        }
        Ok(Manual::new(bytes, now(), request.body.title))
    }
}
