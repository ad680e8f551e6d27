//! Files as bodies.

use type_file::client::{Client, Server};
use type_file::operations::{BodyDownloadFileMultipleContentTypesOk, BodyUploadFileMultipleContentTypesBody};

use specwright_runtime::ByteStream;

use crate::suite::Suite;

/// A file that holds JSON, as it is.
const JSON: &str = r#"{"message":"test file content"}"#;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.type_api();
    let png = || ByteStream::from(suite.png());

    suite.done("Type_File_Body_uploadFileSpecificContentType", api.body_upload_file_specific_content(png()).send());
    suite.done("Type_File_Body_uploadFileJsonContentType", api.body_upload_file_json_content(JSON).send());
    let call = api.body_upload_file_default_content(png().typed("image/png"));
    suite.done("Type_File_Body_uploadFileDefaultContentType", call.send());
    let call = api.body_upload_file_multiple_content(BodyUploadFileMultipleContentTypesBody::Png(png()));
    suite.done("Type_File_Body_uploadFileMultipleContentTypes", call.send());

    let call = api.body_download_file_specific_content();
    suite.downloads("Type_File_Body_downloadFileSpecificContentType", call.send());
    suite.downloads("Type_File_Body_downloadFileJsonContentType", api.body_download_file_json_content().send());
    suite.downloads("Type_File_Body_downloadFileDefaultContentType", api.body_download_file_default_content().send());
    suite.drive("Type_File_Body_downloadFileMultipleContentTypes", async {
        match api.body_download_file_multiple_content().send().await {
            Ok(BodyDownloadFileMultipleContentTypesOk::Png(stream)) => suite.same_bytes(stream, &suite.png()).await,
            other => Err(format!("{other:?}")),
        }
    });
}
