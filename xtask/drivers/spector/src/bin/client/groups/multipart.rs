//! Forms of several parts.

use payload_multipart::client::{Client, Server};
use payload_multipart::types::{
    Address, BinaryArrayPartsRequest, ComplexHttpPartsModelRequest, ComplexPartsRequest, FileUploadFileArrayBody,
    FileUploadFileRequiredFilenameBody, FileUploadFileSpecificContentTypeBody,
    FileWithHttpPartOptionalContentTypeRequest, FileWithHttpPartRequiredContentTypeRequest,
    FileWithHttpPartSpecificContentTypeRequest, FormDataAnonymousModelBody, JsonPartRequest, MultiBinaryPartsRequest,
    MultiPartOptionalRequest, MultiPartRequest, MultiPartRequestWithWireName, NonStringFloatBody,
};
use specwright_runtime::File;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.multipart();
    let jpg = || File::new(suite.jpeg()).named("image.jpg").typed("application/octet-stream");
    let png = || File::new(suite.png()).named("image.png").typed("application/octet-stream");
    let id = || "123".to_owned();
    let city = |city: &str| Address { city: city.into() };

    let body = MultiPartRequest { id: id(), profile_image: jpg() };
    suite.done("Payload_MultiPart_FormData_basic", api.form_data_basic(body).send());
    let body = MultiPartRequestWithWireName { id: id(), profile_image: jpg() };
    suite.done("Payload_MultiPart_FormData_withWireName", api.form_data_with_wire_name(body).send());
    let image = File::new(suite.jpeg()).named("hello.jpg").typed("image/jpg");
    let body = MultiPartRequest { id: id(), profile_image: image.clone() };
    let call = api.form_data_check_file_name_and_content_type(body);
    suite.done("Payload_MultiPart_FormData_checkFileNameAndContentType", call.send());
    let body = FormDataAnonymousModelBody { profile_image: jpg() };
    suite.done("Payload_MultiPart_FormData_anonymousModel", api.form_data_anonymous_model(body).send());
    let body = JsonPartRequest { address: city("X"), profile_image: jpg() };
    suite.done("Payload_MultiPart_FormData_jsonPart", api.form_data_json_part(body).send());
    let body = BinaryArrayPartsRequest { id: id(), pictures: vec![png(), png()] };
    suite.done("Payload_MultiPart_FormData_binaryArrayParts", api.form_data_binary_array_parts(body).send());
    let pictures = vec![png(), png()];
    let body = ComplexPartsRequest { id: id(), address: city("X"), profile_image: jpg(), pictures };
    suite.done("Payload_MultiPart_FormData_fileArrayAndBasic", api.form_data_file_array_and_basic(body).send());
    suite.drive("Payload_MultiPart_FormData_multiBinaryParts", async {
        for picture in [None, Some(png())] {
            let body = MultiBinaryPartsRequest { profile_image: jpg(), picture };
            api.form_data_multi_binary_parts(body).send().await.map_err(|error| error.to_string())?;
        }
        Ok(())
    });
    suite.drive("Payload_MultiPart_FormData_optionalParts", async {
        for (id, profile_image) in [(Some(id()), None), (None, Some(jpg())), (Some(id()), Some(jpg()))] {
            let body = MultiPartOptionalRequest { id, profile_image };
            api.form_data_optional_parts(body).send().await.map_err(|error| error.to_string())?;
        }
        Ok(())
    });

    let png_file = || File::new(suite.png()).named("image.png").typed("image/png");
    let body = FileUploadFileArrayBody { files: vec![png_file(), png_file()] };
    suite.done("Payload_MultiPart_FormData_File_uploadFileArray", api.file_upload_file_array(body).send());
    let body = FileUploadFileRequiredFilenameBody { file: png_file() };
    let call = api.file_upload_file_required_filename(body);
    suite.done("Payload_MultiPart_FormData_File_uploadFileRequiredFilename", call.send());
    let body = FileUploadFileSpecificContentTypeBody { file: png_file() };
    let call = api.file_upload_file_specific_content_type(body);
    suite.done("Payload_MultiPart_FormData_File_uploadFileSpecificContentType", call.send());

    let body = FileWithHttpPartSpecificContentTypeRequest { profile_image: image };
    let call = api.content_type_image_jpeg_content_type(body);
    suite.done("Payload_MultiPart_FormData_HttpParts_ContentType_imageJpegContentType", call.send());
    let body = FileWithHttpPartRequiredContentTypeRequest { profile_image: jpg() };
    let call = api.content_type_required_content_type(body);
    suite.done("Payload_MultiPart_FormData_HttpParts_ContentType_requiredContentType", call.send());
    let body = FileWithHttpPartOptionalContentTypeRequest { profile_image: jpg() };
    let call = api.content_type_optional_content_type(body);
    suite.done("Payload_MultiPart_FormData_HttpParts_ContentType_optionalContentType", call.send());
    let body = ComplexHttpPartsModelRequest {
        id: id(),
        address: city("X"),
        profile_image: jpg(),
        previous_addresses: vec![city("Y"), city("Z")],
        pictures: vec![png(), png()],
    };
    let call = api.http_parts_json_array_and_file_array(body);
    suite.done("Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray", call.send());
    let body = NonStringFloatBody { temperature: 0.5 };
    suite.done("Payload_MultiPart_FormData_HttpParts_NonString_float", api.non_string_float(body).send());
}
