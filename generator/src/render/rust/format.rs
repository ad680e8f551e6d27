//! Items as text, with blank lines between them.
//!
//! Blank lines come from printing each item, and each method of an impl or trait, on its own. The only text that is searched for is
//! that of [`LINE_BREAK`].

use proc_macro2::TokenStream;
use syn::{File, ImplItem, Item, ItemImpl, ItemTrait, TraitItem};

/// Ends a line of documentation within a single attribute. No text of a document holds it: control characters are taken out of all.
pub(crate) const LINE_BREAK: &str = "\u{1}";

/// Items with blank lines between them.
///
/// Takes the tokens, as the parser does: a file has many, and a copy costs as much as printing them.
pub(crate) fn items(tokens: TokenStream) -> String {
    match syn::parse2::<File>(tokens) {
        Ok(file) => join(file.items.into_iter().map(|item| (kind(&item), item_text(item)))),
        // Only a fault of this generator leads here; rustc then says so.
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// Inner attributes, as they stand at the beginning of a file.
pub(crate) fn attributes(tokens: TokenStream) -> String {
    match syn::parse2::<File>(tokens) {
        Ok(file) if file.attrs.is_empty() => String::new(),
        Ok(file) => format!("{}\n", unparse(&file).trim_end()),
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// One-line pieces of the same kind stand together; everything else is set apart.
fn join(pieces: impl IntoIterator<Item = (Kind, String)>) -> String {
    let mut text = String::new();
    let mut before: Option<(Kind, bool)> = None;
    for (kind, piece) in pieces {
        let short = piece.lines().count() == 1 && kind != Kind::Other;
        if let Some((kind_before, short_before)) = before {
            let together = kind == kind_before && (kind == Kind::Use || short && short_before);
            if !together {
                text.push('\n');
            }
        }
        text.push_str(&piece);
        before = Some((kind, short));
    }
    text
}

/// What may stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    Module,
    Constant,
    Implementation,
    Other,
}

fn kind(item: &Item) -> Kind {
    match item {
        Item::Use(_) => Kind::Use,
        Item::Mod(_) => Kind::Module,
        Item::Const(_) | Item::Static(_) => Kind::Constant,
        Item::Impl(_) => Kind::Implementation,
        _ => Kind::Other,
    }
}

fn item_text(item: Item) -> String {
    match item {
        Item::Impl(item) if item.items.len() > 1 => impl_text(item),
        Item::Trait(item) if item.items.len() > 1 => trait_text(item),
        item => print(item),
    }
}

fn impl_text(mut item: ItemImpl) -> String {
    let shell: ItemImpl = syn::parse_quote!(impl Shell {});
    let members = std::mem::take(&mut item.items);
    let pieces = members.into_iter().map(|member| {
        let kind = if matches!(member, ImplItem::Const(_) | ImplItem::Type(_)) { Kind::Constant } else { Kind::Other };
        let mut shell = shell.clone();
        shell.items.push(member);
        (kind, inner(&print(Item::Impl(shell))))
    });
    let pieces: Vec<_> = pieces.collect();
    around(&print(Item::Impl(item)), &join(pieces))
}

fn trait_text(mut item: ItemTrait) -> String {
    let shell: ItemTrait = syn::parse_quote!(
        trait Shell {}
    );
    let members = std::mem::take(&mut item.items);
    let pieces = members.into_iter().map(|member| {
        let kind =
            if matches!(member, TraitItem::Const(_) | TraitItem::Type(_)) { Kind::Constant } else { Kind::Other };
        let mut shell = shell.clone();
        shell.items.push(member);
        (kind, inner(&print(Item::Trait(shell))))
    });
    let pieces: Vec<_> = pieces.collect();
    around(&print(Item::Trait(item)), &join(pieces))
}

/// What stands between the first and the last line of a printed shell.
fn inner(shell: &str) -> String {
    let body = shell.split_once('\n').map_or("", |(_, body)| body);
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    body.trim_end_matches(' ').to_owned()
}

/// Puts a body into a printed item that has none.
fn around(empty: &str, body: &str) -> String {
    let head = empty.trim_end().strip_suffix('}').unwrap_or(empty);
    let head = head.trim_end();
    format!("{head}\n{body}}}\n")
}

fn print(item: Item) -> String {
    unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] })
}

fn unparse(file: &File) -> String {
    let text = prettyplease::unparse(file);
    if !text.contains(LINE_BREAK) {
        return text;
    }
    let mut broken = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        // `///` or `//!`, and what it stands after.
        let start = line.find(|c: char| c != ' ').map_or("", |indent| line.get(..indent + 3).unwrap_or_default());
        let mut pieces = line.split(LINE_BREAK);
        broken.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            broken.extend(["\n", start, piece]);
        }
    }
    broken
}
