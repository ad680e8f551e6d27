//! Every kind of body that Prism can read: not XML.

use showcase::client::Client;
use showcase::operations::SetSignBody;
use showcase::types::{Deposit, DepositCash, Maker, Order, OrderItem};
use specwright_runtime::{ByteStream, DateTime};

use crate::report::Report;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(super) async fn run(client: &Client, report: &mut Report) {
    let bodies = client.bodies();
    report.well("swapPicture", bodies.swap_picture(ByteStream::from(PNG).typed("image/png")).send().await);
    report.well("setSign", bodies.set_sign().body(SetSignBody::Json(Maker::new("Solingen"))).send().await);
    report.well("setSign", bodies.set_sign().body(SetSignBody::Png(PNG.into())).send().await);
    report.well("getSign", bodies.get_sign().accept("application/json").send().await);
    report.well("getSign", bodies.get_sign().accept("image/png").send().await);
    report.well("headSign", bodies.head_sign().send().await);
    let mut order = Order::new(7, vec![OrderItem { count: Some(2), ..OrderItem::new("nails") }]);
    order.placed = Some(DateTime::default());
    order.deposit = Some(Deposit::from(DepositCash { amount: "1.50".parse().expect("it is a number") }));
    report.well("echoOrder", bodies.echo_order(order).accept("application/json").send().await);
    let maker = Maker { additional: [("founded".to_owned(), 1886)].into(), ..Maker::new("Bosch") };
    report.well("echoMaker", bodies.echo_maker(maker.clone()).send().await);
    let vendor = bodies.echo_maker(maker).content_type("application/vnd.maker+json");
    report.well("echoMaker", vendor.accept("application/vnd.maker+json").send().await);
}
