//! Unions, told apart by what they hold or by a discriminator.

use showcase::operations::{CreateLoan, RecordEvents};
use showcase::runtime::json::{self, Value};
use showcase::runtime::{Date, StatusCode};
use showcase::types::{Condition, Deposit, DepositCard, DepositCash, Event, Lent, Loan, LoanContact, Repair, Returned};

use crate::loopback::{Loopback, TOOL};

fn cash() -> Deposit {
    DepositCash { amount: "20.00".parse().unwrap() }.into()
}

fn email() -> LoanContact {
    LoanContact { email: Some("ada@example.com".to_owned()), ..LoanContact::default() }
}

#[tokio::test]
async fn alternatives_are_told_apart_by_what_they_hold() {
    let server = Loopback::start().await;
    let card = Deposit::from(DepositCard { card_number: "4111111111111111".to_owned() });
    let both = LoanContact { phone: Some("+27761234567".to_owned()), ..email() };
    for (deposit, contact) in [(cash(), email()), (card, both)] {
        let mut loan = Loan::new(TOOL, deposit, contact);
        loan.until = Date::from_ymd_opt(2026, 12, 31);
        let answered = server.client().loans().create(loan.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<CreateLoan>().body, loan);
        assert_eq!(answered, loan);
    }
}

#[tokio::test]
async fn what_is_none_of_the_alternatives_is_kept_by_clients_and_refused_by_servers() {
    let server = Loopback::start().await;
    let bitcoin: Value = json::from_slice(br#"{"wallet": "1Bvb", "amounts": [1]}"#).unwrap();
    let loan = Loan::new(TOOL, Deposit::Unknown(bitcoin), email());
    server.echo.answer_next::<CreateLoan>(Ok(loan.clone()));
    let answered = server.client().loans().create(Loan::new(TOOL, cash(), email())).send().await.unwrap();
    assert_eq!(answered, loan);
    let error = server.client().loans().create(loan).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
}

#[tokio::test]
async fn of_what_may_be_several_at_once_one_has_to_be_there() {
    let server = Loopback::start().await;
    let client = server.client();
    let call = client.loans().create(Loan::new(TOOL, cash(), LoanContact::default()));
    let violations = call.validate().unwrap_err();
    assert_eq!(violations.to_string(), "`/contact` of the body must have `email`, or `phone`");
    assert_eq!(call.send().await.unwrap_err().status(), Some(StatusCode::BAD_REQUEST));
}

#[tokio::test]
async fn a_text_of_a_format_is_refused_by_servers_and_kept_by_clients() {
    let server = Loopback::start().await;
    let client = server.client();
    let contact = LoanContact { email: Some("ada at home".to_owned()), ..LoanContact::default() };
    let loan = Loan::new(TOOL, cash(), contact);
    let call = client.loans().create(loan.clone());
    let violations = call.validate().unwrap_err();
    assert_eq!(violations.to_string(), "`/contact/email` of the body must be an email address");
    assert_eq!(call.send().await.unwrap_err().status(), Some(StatusCode::BAD_REQUEST));
    server.echo.answer_next::<CreateLoan>(Ok(loan.clone()));
    assert_eq!(client.loans().create(Loan::new(TOOL, cash(), email())).send().await.unwrap(), loan);
}

#[tokio::test]
async fn what_is_two_alternatives_at_once_is_kept_as_it_is() {
    let text = br#"{"amount":"20.00","cardNumber":"4111111111111111"}"#;
    let both: Deposit = json::from_slice(text).unwrap();
    assert_eq!(json::to_vec(&both), text);
}

#[tokio::test]
async fn an_alternative_is_held_against_its_constraints() {
    let server = Loopback::start().await;
    let deposit = Deposit::from(DepositCard { card_number: "4111-1111".to_owned() });
    let client = server.client();
    let call = client.loans().create(Loan::new(TOOL, deposit, email()));
    assert_eq!(call.validate().unwrap_err().iter().next().unwrap().pointer, "/deposit/cardNumber");
    assert_eq!(call.send().await.unwrap_err().status(), Some(StatusCode::BAD_REQUEST));
}

#[tokio::test]
async fn a_discriminator_tells_alternatives_apart() {
    let server = Loopback::start().await;
    let mut lent = Lent::new(TOOL);
    lent.to = Some("Ada".to_owned());
    let mut returned = Returned::new(TOOL);
    returned.condition = Some(Condition::Worn);
    let events = vec![Event::from(lent), Event::from(returned), Event::from(Repair::new(TOOL))];
    let tags: Vec<Value> = events.iter().map(|event| json::from_slice(&json::to_vec(event)).unwrap()).collect();
    let tags: Vec<_> = tags.iter().map(|event| event.get("kind").and_then(Value::as_str)).collect();
    assert_eq!(tags, [Some("lent"), Some("returned"), Some("repaired")]);
    let answered = server.client().loans().record_events().body(events.clone()).send().await.unwrap();
    assert_eq!(server.echo.seen::<RecordEvents>().body, Some(events.clone()));
    assert_eq!(answered, events);
}

#[tokio::test]
async fn an_event_of_a_new_kind_is_kept() {
    let server = Loopback::start().await;
    let lost: Value = json::from_slice(br#"{"kind": "lost", "at": {"sea": true}}"#).unwrap();
    server.echo.answer_next::<RecordEvents>(Ok(vec![Event::Unknown(lost.clone())]));
    let answered = server.client().loans().record_events().send().await.unwrap();
    assert_eq!(answered, [Event::Unknown(lost)]);
}

#[tokio::test]
async fn a_body_may_be_left_out_or_empty() {
    let server = Loopback::start().await;
    server.client().loans().record_events().send().await.unwrap();
    assert_eq!(server.echo.seen::<RecordEvents>().body, None);
    server.client().loans().record_events().body(Vec::new()).send().await.unwrap();
    assert_eq!(server.echo.seen::<RecordEvents>().body, Some(Vec::new()));
}
