//! The scenarios, a file per document.

use crate::suite::Suite;

mod any_type;
mod azure_parameter_grouping;
mod body_array;
mod body_binary;
mod body_boolean;
mod body_byte;
mod body_datetime_rfc1123;
mod body_dictionary;
mod body_duration;
mod body_number;
mod body_string;
mod body_time;
mod client_enum;
mod constants;
mod custom_baseurl;
mod dpg_initial;
mod dpg_update1;
mod head_exceptions;
mod header;
mod httpinfrastructure;
mod incorrect_error_response;
mod multiple_inheritance;
mod non_string_enum;
mod object_type;
mod paging;
mod parameterized_endpoint;
mod required_optional;
mod url;
mod validation;
mod xml_service;

/// Drives every scenario whose document is listed.
pub fn run(suite: &Suite) {
    any_type::run(suite);
    azure_parameter_grouping::run(suite);
    body_array::run(suite);
    body_binary::run(suite);
    body_boolean::run(suite);
    body_byte::run(suite);
    body_datetime_rfc1123::run(suite);
    body_dictionary::run(suite);
    body_duration::run(suite);
    body_number::run(suite);
    body_string::run(suite);
    body_time::run(suite);
    client_enum::run(suite);
    constants::run(suite);
    custom_baseurl::run(suite);
    dpg_initial::run(suite);
    dpg_update1::run(suite);
    head_exceptions::run(suite);
    header::run(suite);
    httpinfrastructure::run(suite);
    incorrect_error_response::run(suite);
    multiple_inheritance::run(suite);
    non_string_enum::run(suite);
    object_type::run(suite);
    paging::run(suite);
    parameterized_endpoint::run(suite);
    required_optional::run(suite);
    url::run(suite);
    validation::run(suite);
    xml_service::run(suite);
}
