//! Every operation of the showcase.

mod bodies;

use showcase::client::{Client, LimitMode, RetryPolicy, Server};
use showcase::types::{
    AddManualBody, Condition, CreateSessionBody, Deposit, DepositCard, DepositCash, Event, Lent, ListToolsFilter,
    ListToolsLanguage, Loan, LoanContact, Maker, Returned, ToolPatch, ToolRequest, WatchToolBody,
};
use specwright_runtime::{DateTime, File, Presence, Uuid};

use crate::proxy::Watched;
use crate::report::Report;

/// What the example's server prints when it starts.
const USER: &str = "ada";
const PASSWORD: &str = "correct-horse-battery";
const API_KEY: &str = "k3y-of-the-branch";

pub(crate) async fn run(url: &str, report: &mut Report) {
    let found = report.found.clone();
    let builder = || {
        Client::builder(Server::custom(url))
            .transport(Watched::new(&found))
            .rate_limits(LimitMode::Off)
            .retry(RetryPolicy::none())
    };
    let stranger = builder().build().expect("it has all it needs");
    // Of a form, Prism reads a list only where an encoding says how it is written: so there is no scope.
    let login = |password: &str| CreateSessionBody::new(USER, password);
    report.refused("createSession", 401, stranger.session().create(login("another")).send().await);
    let Some(token) = report.well("createSession", stranger.session().create(login(PASSWORD)).send().await) else {
        return;
    };
    let client = builder().bearer_token(token.token).api_key(API_KEY).build().expect("it has all it needs");
    report.well("getCategories", stranger.tools().get_categories().send().await);
    let Some(tool) = tools(&client, &stranger, report).await else { return };
    files(&client, tool, report).await;
    loans(&client, tool, report).await;
    bodies::run(&client, report).await;
    report.well("deleteTool", client.tools().delete(tool).send().await);
    report.refused("deleteTool", 404, client.tools().delete(tool).send().await);
}

#[expect(deprecated, reason = "what is deprecated still works")]
async fn tools(client: &Client, stranger: &Client, report: &mut Report) -> Option<Uuid> {
    let tools = client.tools();
    let filter = ListToolsFilter { condition: Some(Condition::Good), min_weight: Some(0.5) };
    let list = tools.list().tag(vec!["a b".to_owned(), "c".to_owned()]).ids(vec![1, 2]).filter(filter).limit(5);
    report.well("listTools", list.since(DateTime::default()).language(ListToolsLanguage::De).send().await);
    report.well("listTools", tools.list().limit(1).x_request_id(Uuid::new_v4()).send().await);
    report.refused("listTools", 404, tools.list().cursor("nowhere").send().await);
    let mut new = ToolRequest::new("Drill \u{2192} large", 4711);
    new.condition = Some(Condition::OutOfOrder);
    new.weight = Some(1.25);
    new.price = "129.90".parse().ok();
    new.bought_on = Presence::Null;
    new.seen_at = Presence::Value(DateTime::default());
    new.serviced_at = Some(vec![DateTime::default()]);
    new.tags = Some(vec!["a".to_owned(), "b".to_owned()]);
    new.website = Some("https://example.com/drill?a=b".into());
    new.maker = Some(Maker { country: Some("DE".to_owned()), ..Maker::new("Bosch") });
    report.well("createTool", tools.create(new.clone()).send().await);
    report.well("createTool", tools.create(new.clone()).send().await);
    report.refused("createTool", 409, tools.create(ToolRequest { watts: Some(5), ..new }).send().await);
    let all = report.well("listTools", tools.list().send().await)?;
    let tool = all.body.items.iter().find(|tool| tool.serial == 4711)?.id;
    report.well("getTool", tools.get(tool).accept("application/json").send().await);
    report.well("getTool", tools.get(tool).accept("text/plain").send().await);
    report.well("getTool", stranger.tools().get(tool).accept("application/json").send().await);
    report.refused("getTool", 404, tools.get(Uuid::new_v4()).send().await);
    let patch = ToolPatch {
        weight: Presence::Null,
        maker: Presence::Value(Maker::new("Hilti")),
        name: Presence::Value("Drill".to_owned()),
        ..ToolPatch::default()
    };
    report.well("updateTool", tools.update(tool, patch).send().await);
    report.well("setNote", tools.set_note(tool, "It hums,\nand \u{201e}sings\u{201c}").send().await);
    Some(tool)
}

async fn files(client: &Client, tool: Uuid, report: &mut Report) {
    let files = client.files();
    report.refused("getPhoto", 404, files.get_photo(tool).send().await);
    report.well("setPhoto", files.set_photo(tool, (0..=u8::MAX).collect::<Vec<_>>()).send().await);
    report.well("getPhoto", files.get_photo(tool).send().await);
    // Of parts, Prism reads texts and files: no lists, no JSON.
    let file = File::new("how to").named("drill.txt").typed("text/plain");
    let body = AddManualBody { pages: Some(12), ..AddManualBody::new("The Drill", file) };
    report.well("addManual", files.add_manual(tool, body).send().await);
}

async fn loans(client: &Client, tool: Uuid, report: &mut Report) {
    let loans = client.loans();
    let cash = Deposit::from(DepositCash { amount: "20.00".parse().expect("it is a number") });
    let card = Deposit::from(DepositCard { card_number: "4111111111111111".to_owned() });
    let email = LoanContact { email: Some("ada@example.com".to_owned()), ..LoanContact::default() };
    let phone = LoanContact { phone: Some("+27761234567".to_owned()), ..LoanContact::default() };
    report.well("createLoan", loans.create(Loan::new(tool, cash, email)).send().await);
    report.refused("createLoan", 409, loans.create(Loan::new(tool, card.clone(), phone.clone())).send().await);
    let lent = Lent { to: Some("Ada".to_owned()), ..Lent::new(tool) };
    let returned = Returned { condition: Some(Condition::Worn), ..Returned::new(tool) };
    let events = vec![Event::from(lent), Event::from(returned)];
    report.well("recordEvents", loans.record_events().body(events).send().await);
    report.well("createLoan", loans.create(Loan::new(tool, card, phone)).send().await);
    let body = WatchToolBody { days: Some(3), ..WatchToolBody::new("https://example.com/callbacks") };
    if let Some(watch) = report.well("watchTool", loans.watch_tool(tool, body).send().await) {
        report.well("stopWatch", loans.stop_watch(watch.id).send().await);
        report.refused("stopWatch", 404, loans.stop_watch(watch.id).send().await);
    }
}
