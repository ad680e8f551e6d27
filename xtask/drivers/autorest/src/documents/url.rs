//! Values of each type in paths and query strings.

use url::client::{Client, Server};
use url::types::{
    PathsByteEmptyBytePath, PathsDateTimeValidDateTimePath, PathsDateValidDatePath,
    PathsGetIntNegativeOneMillionIntPath, PathsGetIntOneMillionIntPath, PathsGetNegativeTenBillionLongPath,
    PathsGetTenBillionLongPath, PathsStringEmptyStringPath, PathsStringUnicodeStringPath,
    PathsStringUrlEncodedStringPath, PathsStringUrlNonEncodedStringPath, QueriesByteEmptyByteQuery,
    QueriesDateTimeValidDateTimeQuery, QueriesDateValidDateQuery, QueriesGetIntNegativeOneMillionIntQuery,
    QueriesGetIntOneMillionIntQuery, QueriesGetNegativeTenBillionLongQuery, QueriesGetTenBillionLongQuery,
    QueriesStringEmptyStringQuery, QueriesStringUnicodeStringQuery, QueriesStringUrlEncodedStringQuery,
};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let path = client.path_operations();
    let query = client.query_operations();
    suite.done("UrlPathsBoolTrue", path.paths_get_boolean_true(true).send());
    suite.done("UrlPathsBoolFalse", path.paths_get_boolean_false(false).send());
    suite.done("UrlPathsIntPositive", path.paths_get_int_one_million(PathsGetIntOneMillionIntPath::N1000000).send());
    suite.done(
        "UrlPathsIntNegative",
        path.paths_get_int_negative_one_million(PathsGetIntNegativeOneMillionIntPath::Minus1000000).send(),
    );
    suite.done("UrlPathsLongPositive", path.paths_get_ten_billion(PathsGetTenBillionLongPath::N10000000000).send());
    suite.done(
        "UrlPathsLongNegative",
        path.paths_get_negative_ten_billion(PathsGetNegativeTenBillionLongPath::Minus10000000000).send(),
    );
    suite.done("UrlPathsFloatPositive", path.paths_float_scientific_positive(1.034e20).send());
    suite.done("UrlPathsFloatNegative", path.paths_float_scientific_negative(-1.034e-20).send());
    suite.done("UrlPathsDoublePositive", path.paths_double_decimal_positive(9_999_999.999).send());
    suite.done("UrlPathsDoubleNegative", path.paths_double_decimal_negative(-9_999_999.999).send());
    suite.done(
        "UrlPathsStringUnicode",
        path.paths_string_unicode(PathsStringUnicodeStringPath::U554aU9f44U4e02U72dbU72dcUf9f1Uf92cUf9f1Ufa0cUfa29)
            .send(),
    );
    suite.done(
        "UrlPathsStringUrlEncoded",
        path.paths_string_url_encoded(PathsStringUrlEncodedStringPath::BeginEnd).send(),
    );
    suite.done(
        "UrlPathsStringUrlNonEncoded",
        path.paths_string_url_non_encoded(PathsStringUrlNonEncodedStringPath::BeginEnd).send(),
    );
    suite.done("UrlPathsStringEmpty", path.paths_string_empty(PathsStringEmptyStringPath::Empty).send());
    suite.done("UrlPathsByteEmpty", path.paths_byte_empty(PathsByteEmptyBytePath::Empty).send());
    suite.done("UrlPathsDateValid", path.paths_date_valid(PathsDateValidDatePath::N20120101).send());
    suite.done(
        "UrlPathsDateTimeValid",
        path.paths_date_time_valid(PathsDateTimeValidDateTimePath::N20120101t010101z).send(),
    );
    suite.done("UrlQueriesBoolTrue", path.queries_get_boolean_true(true).send());
    suite.done("UrlQueriesBoolFalse", path.queries_get_boolean_false(false).send());
    suite.done("UrlQueriesBoolNull", query.queries_get_boolean_null().send());
    suite.done(
        "UrlQueriesIntPositive",
        query.queries_get_int_one_million(QueriesGetIntOneMillionIntQuery::N1000000).send(),
    );
    suite.done(
        "UrlQueriesIntNegative",
        query.queries_get_int_negative_one_million(QueriesGetIntNegativeOneMillionIntQuery::Minus1000000).send(),
    );
    suite.done("UrlQueriesIntNull", query.queries_get_int_null().send());
    suite.done(
        "UrlQueriesLongPositive",
        query.queries_get_ten_billion(QueriesGetTenBillionLongQuery::N10000000000).send(),
    );
    suite.done(
        "UrlQueriesLongNegative",
        query.queries_get_negative_ten_billion(QueriesGetNegativeTenBillionLongQuery::Minus10000000000).send(),
    );
    suite.done("UrlQueriesLongNull", query.queries_get_long_null().send());
    suite.done("UrlQueriesFloatPositive", query.queries_float_scientific_positive(1.034e20).send());
    suite.done("UrlQueriesFloatNegative", query.queries_float_scientific_negative(-1.034e-20).send());
    suite.done("UrlQueriesFloatNull", query.queries_float_null().send());
    suite.done("UrlQueriesDoublePositive", query.queries_double_decimal_positive(9_999_999.999).send());
    suite.done("UrlQueriesDoubleNegative", query.queries_double_decimal_negative(-9_999_999.999).send());
    suite.done("UrlQueriesDoubleNull", query.queries_double_null().send());
    suite.done(
        "UrlQueriesStringUnicode",
        query
            .queries_string_unicode(QueriesStringUnicodeStringQuery::U554aU9f44U4e02U72dbU72dcUf9f1Uf92cUf9f1Ufa0cUfa29)
            .send(),
    );
    suite.done(
        "UrlQueriesStringUrlEncoded",
        query.queries_string_url_encoded(QueriesStringUrlEncodedStringQuery::BeginEnd).send(),
    );
    suite.done("UrlQueriesStringEmpty", query.queries_string_empty(QueriesStringEmptyStringQuery::Empty).send());
    suite.done("UrlQueriesStringNull", query.queries_string_null().send());
    suite.done("UrlQueriesEnumNull", query.queries_enum_null().send());
    suite.done("UrlQueriesByteEmpty", query.queries_byte_empty(QueriesByteEmptyByteQuery::Empty).send());
    suite.done("UrlQueriesByteNull", query.queries_byte_null().send());
    suite.done("UrlQueriesDateValid", query.queries_date_valid(QueriesDateValidDateQuery::N20120101).send());
    suite.done("UrlQueriesDateNull", query.queries_date_null().send());
    suite.done(
        "UrlQueriesDateTimeValid",
        query.queries_date_time_valid(QueriesDateTimeValidDateTimeQuery::N20120101t010101z).send(),
    );
    suite.done("UrlQueriesDateTimeNull", query.queries_date_time_null().send());
    suite.done("UrlQueriesArrayCsvNull", query.queries_array_string_csv_null().send());
}
