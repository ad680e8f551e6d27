//! One operation, several media types: the caller says which.

use payload_content_negotiation::client::{Client, Server};
use payload_content_negotiation::operations::{
    DifferentBodyGetAvatarAsPngDifferentBodyGetAvatarAsJsonOk as Different,
    SameBodyGetAvatarAsPngSameBodyGetAvatarAsJpegOk as Same,
};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.content_negotiation();
    let (png, jpeg) = (suite.png(), suite.jpeg());

    let same = |media| api.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg().accept(media).send();
    suite.drive("Payload_ContentNegotiation_SameBody", async {
        match same("image/png").await {
            Ok(Same::Png(stream)) => suite.same_bytes(stream, &png).await?,
            other => return Err(format!("{other:?}")),
        }
        match same("image/jpeg").await {
            Ok(Same::Jpeg(stream)) => suite.same_bytes(stream, &jpeg).await,
            other => Err(format!("{other:?}")),
        }
    });

    let different =
        |media| api.different_body_get_avatar_as_png_different_body_get_avatar_as_json().accept(media).send();
    suite.drive("Payload_ContentNegotiation_DifferentBody", async {
        match different("image/png").await {
            Ok(Different::Png(stream)) => suite.same_bytes(stream, &png).await?,
            other => return Err(format!("{other:?}")),
        }
        match different("application/json").await {
            Ok(Different::Json(image)) if *image.content == *png => Ok(()),
            other => Err(format!("{other:?}")),
        }
    });
}
