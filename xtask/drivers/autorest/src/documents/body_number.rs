//! Numbers as bodies, large and small.

use body_number::client::{Client, Server};

use crate::suite::Suite;
use crate::values::number as digits;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let number = client.number();
    suite.refused("getNumberNull", number.get_null().send(), 200);
    suite.refused("getFloatInvalid", number.get_invalid_float().send(), 200);
    suite.refused("getDoubleInvalid", number.get_invalid_double().send(), 200);
    suite.refused("getDecimalInvalid", number.get_invalid_decimal().send(), 200);
    suite.returns("getFloatBigScientificNotation", number.get_big_float().send(), 3.402_823e20);
    suite.returns("getFloatSmallScientificNotation", number.get_small_float().send(), 3.402_823e-20);
    suite.returns("getDoubleBigScientificNotation", number.get_big_double().send(), 2.597_693_1e101);
    suite.returns("getDoubleSmallScientificNotation", number.get_small_double().send(), 2.597_693_1e-101);
    suite.returns("getDoubleBigPositiveDecimal", number.get_big_double_positive_decimal().send(), 99_999_999.99);
    suite.done("putDoubleBigPositiveDecimal", number.put_big_double_positive_decimal(99_999_999.99).send());
    suite.returns("getDoubleBigNegativeDecimal", number.get_big_double_negative_decimal().send(), -99_999_999.99);
    suite.done("putDoubleBigNegativeDecimal", number.put_big_double_negative_decimal(-99_999_999.99).send());
    suite.returns("getDecimalBig", number.get_big_decimal().send(), digits("2.5976931e+101"));
    suite.returns("getDecimalSmall", number.get_small_decimal().send(), digits("2.5976931e-101"));
    suite.returns(
        "getDecimalBigPositiveDecimal",
        number.get_big_decimal_positive_decimal().send(),
        digits("99999999.99"),
    );
    suite.done("putDecimalBigPositiveDecimal", number.put_big_decimal_positive_decimal(digits("99999999.99")).send());
    suite.returns(
        "getDecimalBigNegativeDecimal",
        number.get_big_decimal_negative_decimal().send(),
        digits("-99999999.99"),
    );
    suite.done("putDecimalBigNegativeDecimal", number.put_big_decimal_negative_decimal(digits("-99999999.99")).send());
}
