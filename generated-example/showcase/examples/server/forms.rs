//! Forms that come back as they are.

use showcase::operations::{
    EchoAlbum, EchoAlbumResponse, EchoFilm, EchoFilmResponse, EchoParts, EchoPartsResponse, EchoScans,
    EchoScansResponse, EchoSearch, EchoSearchResponse,
};
use showcase::server::{Context, Forms};
use showcase::types::{EchoAlbumBody, EchoAlbumOkBody, EchoScansBody, EchoScansOkBody};

use super::library::Library;
use super::sequences::whole;

impl Forms<String> for Library {
    async fn echo_search(&self, request: EchoSearch, _: Context<String>) -> EchoSearchResponse {
        Ok(request.body)
    }

    async fn echo_parts(&self, request: EchoParts, _: Context<String>) -> EchoPartsResponse {
        Ok(request.body)
    }

    async fn echo_scans(&self, request: EchoScans, _: Context<String>) -> EchoScansResponse {
        let EchoScansBody { cover, pages, maker } = request.body;
        Ok(EchoScansOkBody { cover, pages, maker })
    }

    async fn echo_album(&self, request: EchoAlbum, _: Context<String>) -> EchoAlbumResponse {
        let EchoAlbumBody { part_1, part_2, part_3, others } = request.body;
        Ok(EchoAlbumOkBody { part_1, part_2, part_3, others })
    }

    async fn echo_film(&self, request: EchoFilm, _: Context<String>) -> EchoFilmResponse {
        Ok(whole(request.body).await?)
    }
}
