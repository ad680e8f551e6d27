//! What a user chooses in `specwright.toml`, from its text to the files that are written.

use std::collections::BTreeMap;
use std::fs;

use specwright::diag::human;
use specwright::output::Mode;
use specwright::project::Project;

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Library, version: 1.0.0 }
paths:
  /books:
    get:
      operationId: listBooks
      tags: [Books]
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } } }
    post:
      operationId: addBook
      tags: [Books]
      responses: { '204': { description: '' } }
  /staff:
    get:
      operationId: listStaff
      tags: [Staff]
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Person' } } } } }
components:
  schemas:
    Book: { type: object, properties: { title: { type: string } } }
    Person: { type: object, properties: { name: { type: string } } }
";

/// What came of a document under these settings: the files, what was said, the census.
struct Run {
    files: BTreeMap<String, String>,
    said: String,
    census: String,
}

fn run(document: &str, settings: &str) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("library.yaml"), document).expect("written");
    let head = "[[api]]\nname = \"library\"\nspec = \"library.yaml\"\nout = \"out\"\n";
    fs::write(folder.path().join("specwright.toml"), format!("{head}{settings}\n")).expect("written");
    let project = Project::read(&folder.path().join("specwright.toml")).expect("the settings are read");
    let api = &project.apis[0];
    let outcome = api.run(Mode::Write).expect("it runs");
    let mut files = BTreeMap::new();
    let mut open = vec![api.out.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").flatten().map(|entry| entry.path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let name = path.strip_prefix(&api.out).expect("below").to_string_lossy().replace('\\', "/");
            files.insert(name, text);
        }
    }
    Run { files, said: human::render(&outcome.diagnostics, &outcome.input), census: outcome.census_text() }
}

impl Run {
    fn file(&self, name: &str) -> &str {
        self.files.get(name).map_or("", String::as_str)
    }
}

#[test]
fn what_is_filtered_out_is_in_no_file() {
    let run = run(DOCUMENT, "exclude = { tags = [\"Staff\"] }");
    assert_eq!(run.said, "");
    assert!(run.census.starts_with("  operations: 2 of 3, 1 filtered out\n"), "{}", run.census);
    for (name, text) in &run.files {
        assert!(!text.contains("Person") && !text.contains("staff"), "{name}: {text}");
    }
}

#[test]
fn an_operation_of_one_side_stands_behind_its_feature() {
    let run = run(
        DOCUMENT,
        "[api.client]\ninclude = { methods = [\"GET\"] }\n[api.server]\nexclude = { paths = [\"/st*\"] }",
    );
    assert_eq!(run.said, "");
    let books = run.file("src/operations/books.rs");
    assert!(books.contains("struct ListBooks") && !books.contains("AddBook"), "{books}");
    assert!(books.contains("#[cfg(feature = \"server\")]\nmod server;"), "{books}");
    assert!(run.file("src/operations/books/server.rs").contains("struct AddBook"));
    assert!(run.file("src/operations.rs").contains("#[cfg(feature = \"client\")]\npub mod staff;"));
    assert!(run.file("src/server/books.rs").contains("fn add_book") && !run.files.contains_key("src/server/staff.rs"));
    assert!(
        run.file("src/client/staff.rs").contains("ListStaff") && !run.file("src/client/books.rs").contains("AddBook")
    );
    let served = run.file("openapi.json");
    assert!(
        served.contains("addBook") && !served.contains("listStaff"),
        "the docs page shows what is served: {served}"
    );
}

#[test]
fn what_is_wrong_in_an_operation_that_nobody_wants_stops_nobody() {
    let broken = DOCUMENT.replace("#/components/schemas/Person", "#/components/schemas/Persona");
    assert!(run(&broken, "").said.contains("error[unresolved-ref]"));
    let run = run(&broken, "include = { paths = [\"/books/**\"] }");
    assert_eq!(run.said, "");
    assert!(run.file("src/operations/books.rs").contains("struct AddBook"));
}

#[test]
fn the_client_keeps_the_operations_by_which_it_gets_its_token() {
    let secured = DOCUMENT.to_owned()
        + "  securitySchemes:
    Token: { type: http, scheme: bearer, x-token-flow: { obtain: { operation: logIn, access: /token }, expires: jwt } }
security: [{ Token: [] }]
"
        .trim_start_matches('\n');
    let secured = secured.replace(
        "components:\n",
        "  /session:
    post:
      operationId: logIn
      tags: [Session]
      security: []
      responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { token: { type: string } } } } } } }
components:\n",
    );
    let both = run(&secured, "include = { tags = [\"Books\"] }");
    assert_eq!(both.said, "");
    assert!(both.file("src/client/session.rs").contains("LogIn"), "{:?}", both.files.keys());
    assert!(!both.files.contains_key("src/server/session.rs"));
    let server = run(&secured, "only = \"server\"\ninclude = { tags = [\"Books\"] }");
    assert_eq!(server.said, "");
    assert!(!server.files.contains_key("src/operations/session.rs"));
}

#[test]
fn what_the_document_calls_otherwise_has_the_users_names() {
    let document = DOCUMENT.replace(
        "{ title: { type: string } }",
        "{ title: { type: string }, state: { enum: ['on loan', free] }, place: { type: object, properties: { no.: { type: integer } } } }",
    );
    let settings = "[api.rename]
schemas = { Person = \"Employee\" }
properties = { \"Book.title\" = \"name\", \"BookPlace.no.\" = \"number\" }
values = { \"BookState.on loan\" = \"Lent\" }
operations = { listStaff = \"everybody\", \"POST /books\" = \"buy\" }
tags = { Staff = \"people\" }";
    let run = run(&document, settings);
    assert_eq!(run.said, "");
    let book = run.file("src/types/book.rs");
    for part in ["pub name: Option<String>", "pub number: Option<i64>", "    Lent,"] {
        assert!(book.contains(part), "{part}: {book}");
    }
    assert!(run.file("src/codec/book.rs").contains("\"title\""), "the wire keeps its names");
    assert!(run.file("src/types/employee.rs").contains("pub struct Employee"));
    assert!(
        run.file("src/client/people.rs").contains("pub fn everybody(&self) -> Call<'c, Everybody>"),
        "{}",
        run.file("src/client/people.rs")
    );
    assert!(run.file("src/server/books.rs").contains("fn buy("));
}

#[test]
fn a_document_names_things_itself_by_x_rust_name() {
    let document = DOCUMENT
        .replace("Person: { type: object,", "Person: { type: object, x-rust-name: staff-member,")
        .replace("name: { type: string }", "name: { type: string, x-rust-name: fullName }")
        .replace("operationId: addBook", "operationId: addBook\n      x-rust-name: buy");
    let run = run(&document, "");
    assert_eq!(run.said, "");
    let person = run.file("src/types/staff_member.rs");
    assert!(person.contains("pub struct StaffMember") && person.contains("pub full_name:"), "{person}");
    assert!(run.file("src/operations/books.rs").contains("pub struct Buy"));
}

#[test]
fn a_new_name_for_nothing_is_told() {
    let run = run(DOCUMENT, "rename.schemas = { Bok = \"Book2\" }");
    assert!(run.said.contains("error[setting-no-match]: `rename.schemas` names `Bok`"), "{}", run.said);
}

#[test]
fn the_users_manifest_gets_what_a_later_choice_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = DOCUMENT.replace("name: { type: string }", "born: { type: string, format: date }");
    fs::write(folder.path().join("library.yaml"), document).expect("written");
    let manifest = folder.path().join("out/Cargo.toml");
    let run = |settings: &str| {
        let head = "[[api]]\nname = \"library\"\nspec = \"library.yaml\"\nout = \"out\"\n";
        fs::write(folder.path().join("specwright.toml"), format!("{head}{settings}\n")).expect("written");
        let project = Project::read(&folder.path().join("specwright.toml")).expect("the settings are read");
        project.apis[0].run(Mode::Write).expect("it runs");
        fs::read_to_string(&manifest).expect("it is there")
    };
    let before = run("").replace("[dependencies]\n", "[dependencies]\nshop-types = \"1.2\" # mine\n");
    fs::write(&manifest, &before).expect("written");
    let settings = "libraries.date-time = \"jiff\"\nreplace.schemas = { Book = \"shop_types::Book\" }\nderives = { Person = [\"macros::M\"] }";
    let after = run(settings);
    assert!(after.contains("features = [\"jiff\"]") && after.contains("\nmacros = \"*\"\n"), "{after}");
    assert!(after.contains("shop-types = \"1.2\" # mine\n") && !after.contains("shop_types"), "{after}");
}

#[test]
fn a_replacement_or_a_derive_for_nothing_is_told() {
    let settings =
        "replace = { schemas = { Boo = \"a::B\" }, formats = { week = \"a::W\" } }\nderives = { \"Boo?\" = [\"Ord\"] }";
    let said = run(DOCUMENT, settings).said;
    for part in ["`replace.schemas` names `Boo`", "`replace.formats` names `week`", "`derives` names `Boo?`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
