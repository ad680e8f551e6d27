//! Types as generated code has them: what is absent, null, unknown, repeated, and all that is wrong at once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use specwright_runtime::json::{Decode, Encode, Mode, Reader, Value, Writer, from_slice, from_slice_strict, to_vec};
use specwright_runtime::rules::{Bound, Check, Pattern, Rules};
use specwright_runtime::validate::{self, Validate, Validator};
use specwright_runtime::{Presence, Secret, Violations};

#[derive(Debug, Clone, PartialEq)]
struct User {
    id: i64,
    email: Option<String>,
    nickname: Option<String>,
    manager: Presence<i64>,
    role: Role,
    tags: Option<Vec<String>>,
    password: Option<Secret>,
}

impl User {
    const EMAIL: &'static Rules = &Rules {
        max_length: Some(10),
        pattern: Some({
            static PATTERN: Pattern = Pattern::new("^[^@]+@.+$");
            &PATTERN
        }),
        ..Rules::NONE
    };
    const TAGS: &'static Rules =
        &Rules { unique_items: true, items: Some(&Rules { min_length: Some(1), ..Rules::NONE }), ..Rules::NONE };
    const PASSWORD: &'static Rules = &Rules { min_length: Some(8), ..Rules::NONE };
}

impl Encode for User {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("id", &self.id);
        json.optional("email", &self.email);
        json.field("nickname", &self.nickname);
        json.presence("manager", &self.manager);
        json.field("role", &self.role);
        json.optional("tags", &self.tags);
        json.optional("password", &self.password);
        json.end_object();
    }
}

impl Decode for User {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut id = None;
        let mut email = None;
        let mut nickname = None;
        let mut manager = Presence::Absent;
        let mut role = None;
        let mut tags = None;
        let mut password = None;
        json.begin_record();
        while json.next_property() {
            json.required("id", &mut id);
            json.optional_checked("email", &mut email, Self::EMAIL);
            json.required("nickname", &mut nickname);
            json.presence("manager", &mut manager);
            json.required("role", &mut role);
            json.optional_checked("tags", &mut tags, Self::TAGS);
            json.optional_checked("password", &mut password, Self::PASSWORD);
            json.no_other();
        }
        let whole = json.end_record();
        match (id, nickname, role) {
            (Some(id), Some(nickname), Some(role)) if whole => {
                Some(Self { id, email, nickname, manager, role, tags, password })
            }
            _ => None,
        }
    }
}

impl Check for User {}

impl Validate for User {
    fn validate(&self, check: &mut Validator) {
        check.rules("email", &self.email, Self::EMAIL);
        check.rules("tags", &self.tags, Self::TAGS);
        check.rules("password", &self.password, Self::PASSWORD);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Role {
    Admin,
    Unknown(String),
}

impl Encode for Role {
    fn encode(&self, json: &mut Writer) {
        json.string(match self {
            Self::Admin => "admin",
            Self::Unknown(text) => text,
        });
    }
}

impl Decode for Role {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        json.choice(&text, &["admin"])?;
        Some(if text == "admin" { Self::Admin } else { Self::Unknown(text.into_owned()) })
    }
}

impl Check for Role {}

fn wrong<T: Decode + std::fmt::Debug>(text: &str) -> String {
    from_slice_strict::<T>(text.as_bytes()).unwrap_err().to_string()
}

const WHOLE: &str = r#"{"id":9007199254740993,"email":"a@b","nickname":null,"manager":null,"role":"admin","tags":["x"],"password":"12345678"}"#;

#[test]
fn a_record_comes_back_as_it_was() {
    let user: User = from_slice_strict(WHOLE.as_bytes()).unwrap();
    assert_eq!(to_vec(&user), WHOLE.as_bytes());
    assert_eq!(user.manager, Presence::Null);
    let user: User = from_slice_strict(br#"{"role":"admin","nickname":"n","id":1}"#).unwrap();
    assert_eq!((user.email.clone(), user.manager), (None, Presence::Absent));
    assert_eq!(to_vec(&user), br#"{"id":1,"nickname":"n","role":"admin"}"#);
}

#[test]
fn all_that_is_wrong_is_named_at_once() {
    let text =
        r#"{"id":"1","email":"much too long","tags":["a","","a"],"role":"boss","password":"short","extra":{"a":[1]}}"#;
    let expected = [
        "`/id` of the body must be a number, is a string",
        "`/email` of the body must have at most 10 characters, has 13",
        "`/email` of the body must match the pattern ^[^@]+@.+$",
        "`/tags` of the body must not hold an item twice; items 0 and 2 are equal",
        "`/tags/1` of the body must have at least 1 character, has 0",
        "`/role` of the body must be one of `admin`",
        "`/password` of the body must have at least 8 characters, has 5",
        "`/extra` of the body is not a property that is allowed here",
        "`/nickname` of the body is missing",
    ];
    assert_eq!(wrong::<User>(text).split("; `").collect::<Vec<_>>().join("; `"), expected.join("; "));
}

#[test]
fn a_lenient_reader_keeps_what_it_can() {
    let text = br#"{"id":1,"id":2,"email":null,"nickname":"n","role":"boss","extra":1,"tags":["",""]}"#;
    let user: User = from_slice(text).unwrap();
    assert_eq!((user.id, user.email.clone(), user.role.clone()), (2, None, Role::Unknown("boss".into())));
    let found = validate::validate(&user).unwrap_err();
    assert_eq!(found.len(), 3);
}

#[test]
fn a_strict_reader_refuses_null_and_repeated_keys() {
    let text = r#"{"id":1,"id":2,"email":null,"nickname":"n","role":"admin","\u0069d":3}"#;
    assert_eq!(wrong::<User>(text), "`/email` of the body must not be null; `/id` of the body is given more than once");
    assert_eq!(wrong::<Value>(r#"{"a":{"b":1,"b":2}}"#), "`/a/b` of the body is given more than once");
    assert_eq!(from_slice::<Value>(br#"{"b":1,"b":2}"#).unwrap().get("b").and_then(Value::as_i64), Some(2));
}

#[test]
fn validation_names_places_and_no_values() {
    let mut user: User = from_slice_strict(WHOLE.as_bytes()).unwrap();
    user.password = Some("hunter2".into());
    let found = validate::validate(&vec![user.clone()]).unwrap_err();
    assert_eq!(found.to_string(), "`/0/password` of the body must have at least 8 characters, has 7");
    assert!(!format!("{user:?} {found:?}").contains("hunter2"));
}

/// Named properties, and any others as numbers.
#[derive(Debug, PartialEq)]
struct Maker {
    name: String,
    rest: BTreeMap<String, i32>,
}

impl Decode for Maker {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut name = None;
        let mut rest = BTreeMap::new();
        json.begin_record();
        while json.next_property() {
            json.required("name", &mut name);
            json.entry(&mut rest);
        }
        let whole = json.end_record();
        match name {
            Some(name) if whole => Some(Self { name, rest }),
            _ => None,
        }
    }
}

impl Encode for Maker {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("name", &self.name);
        json.entries(&self.rest);
        json.end_object();
    }
}

impl Check for Maker {}

#[test]
fn properties_beside_the_named_ones_are_kept() {
    let text = r#"{"name":"n","a":1,"b\n":2}"#;
    let maker: Maker = from_slice_strict(text.as_bytes()).unwrap();
    assert_eq!(maker.rest.len(), 2);
    assert_eq!(to_vec(&maker), text.as_bytes());
    assert_eq!(
        wrong::<Maker>(r#"{"a":"x","b":2}"#),
        "`/a` of the body must be a number, is a string; `/name` of the body is missing"
    );
}

/// Every order of these members, as objects.
fn orders(members: &[&str]) -> Vec<String> {
    let mut orders: Vec<Vec<&str>> = vec![Vec::new()];
    for member in members {
        let inserted =
            |order: Vec<_>| (0..=order.len()).map(move |at| [&order[..at], &[*member], &order[at..]].concat());
        orders = orders.into_iter().flat_map(inserted).collect();
    }
    orders.into_iter().map(|order| format!("{{{}}}", order.join(","))).collect()
}

#[test]
fn properties_come_in_any_order() {
    let maker = Maker { name: "n".to_owned(), rest: [("a".to_owned(), 1), ("z".to_owned(), 2)].into() };
    for text in orders(&[r#""a":1"#, r#""name":"n""#, r#""z":2"#]) {
        assert_eq!(from_slice_strict::<Maker>(text.as_bytes()).as_ref(), Ok(&maker), "{text}");
    }
    let user: User = from_slice(br#"{"id":1,"nickname":null,"manager":2,"role":"admin"}"#).unwrap();
    for text in
        orders(&[r#""id":1"#, r#""role":"admin""#, r#""new":{"id":[]}"#, r#""nickname":null"#, r#""manager":2"#])
    {
        assert_eq!(from_slice::<User>(text.as_bytes()).as_ref(), Ok(&user), "{text}");
        assert_eq!(wrong::<User>(&text), "`/new` of the body is not a property that is allowed here", "{text}");
    }
    for text in orders(&[r#""id":"1""#, r#""role":1"#, r#""manager":null"#]) {
        let mut found: Vec<_> = wrong::<User>(&text).split("; ").map(str::to_owned).collect();
        found.sort();
        let expected = [
            "`/id` of the body must be a number, is a string",
            "`/nickname` of the body is missing",
            "`/role` of the body must be a string, is a number",
        ];
        assert_eq!(found, expected, "{text}");
    }
}

/// A union without discriminator, and one with, that nests itself.
#[derive(Debug, PartialEq)]
enum Node {
    Maker(Maker),
    Number(f64),
    List(Vec<Node>),
    Unknown(Value),
}

impl Decode for Node {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.try_variant(Self::Maker)
            .or_else(|| json.try_variant(Self::Number))
            .or_else(|| json.try_variant(Self::List))
            .or_else(|| json.no_variant("Node", Self::Unknown))
    }
}

#[test]
fn the_first_variant_that_fits_is_taken() {
    assert_eq!(from_slice_strict(b"1.5"), Ok(Node::Number(1.5)));
    assert!(matches!(from_slice_strict(br#"[1,{"name":"n"}]"#), Ok(Node::List(items)) if items.len() == 2));
    assert_eq!(wrong::<Node>(r#"[1,["x"]]"#), "the body is none of the variants of Node");
    assert_eq!(from_slice(br#"{"name":1}"#), Ok(Node::Unknown(r#"{"name":1}"#.parse().unwrap())));
    assert_eq!(wrong::<Node>("[1,"), "the body is not JSON: it ends too early (line 1, column 4)");
}

/// Two variants that differ only after what they nest: each level doubles the work of a reader without a limit.
#[derive(Debug)]
enum Bomb {
    A,
    B,
}

struct Level<const LAST: char>;

impl<const LAST: char> Decode for Level<LAST> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.begin_object()?;
        let mut right = false;
        while let Some(key) = json.next_key() {
            match &*key {
                "next" => {
                    let _: Option<Option<Bomb>> = Decode::decode(json);
                }
                last => {
                    right = last.starts_with(LAST);
                    json.skip_value();
                }
            }
        }
        if !right {
            return json.violation("is another one");
        }
        json.end_object()?;
        Some(Self)
    }
}

impl Decode for Bomb {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.try_variant(|_: Level<'a'>| Self::A)
            .or_else(|| json.try_variant(|_: Level<'b'>| Self::B))
            .or_else(|| json.no_variant("Bomb", |_| Self::B))
    }
}

#[test]
fn unions_within_unions_have_an_end() {
    let text = format!("{}null{}", "{\"next\":".repeat(100), ",\"b\":1}".repeat(100));
    let error = from_slice_strict::<Bomb>(text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "the body has too many values that could be one of several types");
}

/// Told apart by a property that the type itself does not have.
#[derive(Debug, PartialEq)]
enum Event {
    Made(Maker),
    Unknown(Value),
}

impl Encode for Event {
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Made(maker) => json.tagged("kind", "made", maker),
            Self::Unknown(value) => value.encode(json),
        }
    }
}

impl Decode for Event {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        match json.peek_string("kind").as_deref() {
            Some("made") => Closed::decode(json).map(|Closed(name)| Self::Made(Maker { name, rest: BTreeMap::new() })),
            _ => json.no_variant("Event", Self::Unknown),
        }
    }
}

struct Closed(String);

impl Decode for Closed {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut name = None;
        json.begin_record();
        while json.next_property() {
            json.required("name", &mut name);
            json.no_other();
        }
        let whole = json.end_record();
        match name {
            Some(name) if whole => Some(Self(name)),
            _ => None,
        }
    }
}

#[test]
fn a_tag_that_the_type_does_not_have_is_written_and_read() {
    let event = Event::Made(Maker { name: "n".into(), rest: BTreeMap::new() });
    let text = to_vec(&event);
    assert_eq!(text, br#"{"kind":"made","name":"n"}"#);
    assert_eq!(from_slice_strict(&text), Ok(event));
    assert_eq!(
        from_slice_strict(br#"{"name":"n","k\u0069nd":"made"}"#),
        Ok(Event::Made(Maker { name: "n".into(), rest: BTreeMap::new() }))
    );
    assert_eq!(wrong::<Event>(r#"{"kind":"lost"}"#), "the body is none of the variants of Event");
    assert_eq!(
        wrong::<Event>(r#"{"kind":"made","name":{"kind":1},"x":1}"#),
        "`/name` of the body must be a string, is an object; `/x` of the body is not a property that is allowed here"
    );
}

#[test]
fn tuples_have_their_length() {
    assert_eq!(from_slice_strict::<(f64, f64, String)>(br#"[1,2,"mm"]"#), Ok((1.0, 2.0, "mm".into())));
    assert_eq!(wrong::<(f64, f64)>("[1]"), "the body must have 2 items");
    assert_eq!(wrong::<(f64, f64)>("[1,2,3]"), "the body must have 2 items");
    assert_eq!(wrong::<Vec<(f64, f64)>>(r#"[[1,2],[1,"x"]]"#), "`/1/1` of the body must be a number, is a string");
    assert_eq!(from_slice::<(f64, f64)>(b"[1,2,3]"), Ok((1.0, 2.0)));
}

#[test]
fn violations_are_bounded() {
    let text = format!("[{}1]", "\"x\",".repeat(500));
    let found: Violations = from_slice_strict::<Vec<i32>>(text.as_bytes()).unwrap_err();
    assert_eq!((found.len(), found.dropped()), (100, 400));
}

#[test]
fn numbers_keep_their_bounds_exactly() {
    let cents = Rules { multiple_of: Some(Bound::decimal(0.01)), maximum: Some(Bound::decimal(0.3)), ..Rules::NONE };
    let check = |value: &dyn Check| {
        let mut found = Violations::new();
        value.check(&cents, &mut found);
        found.len()
    };
    assert_eq!(check(&0.07), 0);
    assert_eq!(check(&0.3_f32), 0);
    assert_eq!(check(&0.305), 2);
    assert_eq!(check(&i64::MAX), 1);
    let mut found = Violations::new();
    u64::MAX.check(
        &Rules { exclusive_maximum: Some(Bound::integer(18_446_744_073_709_551_615)), ..Rules::NONE },
        &mut found,
    );
    assert_eq!(found.to_string(), "the body must be less than 18446744073709551615");
}

#[test]
fn equal_items_are_found_however_they_are_written() {
    let unique = Rules { unique_items: true, ..Rules::NONE };
    for (text, expected) in [
        ("[1.0,1,2]", 1),
        (r#"[{"a":1,"b":[2]},{"b":[2.0],"a":1}]"#, 1),
        (r#"[1,"1",true,[1]]"#, 0),
        ("[0,false,null,\"\"]", 0),
    ] {
        let items: Vec<Value> = from_slice(text.as_bytes()).unwrap();
        let mut found = Violations::new();
        items.check(&unique, &mut found);
        assert_eq!(found.len(), expected, "{text}");
    }
}

#[test]
fn keys_without_escapes_are_borrowed() {
    let mut json = Reader::new(br#"{"plain":1,"esc\u0061ped":2}"#, Mode::Strict);
    json.begin_object().unwrap();
    assert!(matches!(json.next_key(), Some(Cow::Borrowed("plain"))));
    json.skip_value();
    assert!(matches!(json.next_key(), Some(Cow::Owned(key)) if key == "escaped"));
}
