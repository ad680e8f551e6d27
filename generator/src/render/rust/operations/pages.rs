//! `Paginated`: the items of a page, and the request for the next one, where `x-pagination` says how.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::ident;
use super::response::Answer;
use crate::ir::operation::{Codec, FieldPath, Operation, PageStyle, Parameter, StepPresence};
use crate::ir::types::{Scalar, Shape, Slot, TypeId};

/// The implementation; none if the operation is not paged, or its pages can't be read by a path of fields.
pub(super) fn implementation(scope: &Scope<'_>, operation: &Operation, answer: &Answer<'_>) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let page = Page::of(scope, operation)?;
    let items = page.take_items(&pagination.items)?;
    let next = next_function(scope, &page, operation, answer)?;
    let paginated = scope.runtime("operation::Paginated");
    let (name, success, item) = (ident(&operation.type_name), &answer.success, scope.slot(&pagination.item));
    let list = scope.prelude("Vec");
    Some(quote! {
        impl #paginated for #name {
            type Item = #item;
            fn items(page: &mut #success) -> #list<Self::Item> {
                #items
            }
            #next
        }
    })
}

/// A page of a reply: the place `page`, and the type there.
struct Page<'a> {
    scope: &'a Scope<'a>,
    root: TokenStream,
    ty: TypeId,
}

/// A place on the way through a page.
struct Spot {
    /// A place, or an `Option` of a reference, or a field that is itself an `Option` or `Presence`.
    tokens: TokenStream,
    kind: SpotKind,
    /// Type of the value, as the document has it.
    ty: TypeId,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SpotKind {
    /// Always there.
    Place,
    /// A place that holds an `Option`.
    Optional,
    /// A place that holds a `Presence`.
    Presence,
    /// An expression of type `Option<&T>`.
    Reference,
}

impl<'a> Page<'a> {
    fn of(scope: &'a Scope<'a>, operation: &Operation) -> Option<Self> {
        let [response] = operation.successes.as_slice() else {
            return None;
        };
        let [content] = response.contents.as_slice() else {
            return None;
        };
        let Codec::Json(Slot { ty, nullable: false, .. }) = content.codec else {
            return None;
        };
        let root = if response.headers.is_empty() { quote!(page) } else { quote!(page.body) };
        Some(Self { scope, root, ty })
    }

    /// Follows a path; `exclusive` borrows what it passes through mutably.
    fn follow(&self, path: &FieldPath, exclusive: bool) -> Option<Spot> {
        let borrow = ident(if exclusive { "as_mut" } else { "as_ref" });
        let mut spot = Spot { tokens: self.root.clone(), kind: SpotKind::Place, ty: self.ty };
        for step in &path.0 {
            let (inside, field_type) = self.field(spot.ty, &step.field)?;
            let kind = match step.presence {
                StepPresence::Always => SpotKind::Place,
                StepPresence::Optional => SpotKind::Optional,
                StepPresence::Presence => SpotKind::Presence,
            };
            let before = spot.tokens;
            let outer = match spot.kind {
                SpotKind::Place => {
                    spot = Spot { tokens: quote!(#before #inside), kind, ty: field_type };
                    continue;
                }
                SpotKind::Optional => quote!(#before.#borrow()),
                SpotKind::Presence if exclusive => return None,
                SpotKind::Presence => quote!(#before.as_ref().value()),
                SpotKind::Reference => before,
            };
            let reference = if exclusive { quote!(&mut) } else { quote!(&) };
            let tokens = match kind {
                SpotKind::Place | SpotKind::Reference => {
                    quote!(#outer.map(|value| #reference value #inside))
                }
                SpotKind::Optional => quote!(#outer.and_then(|value| value #inside.#borrow())),
                SpotKind::Presence if exclusive => return None,
                SpotKind::Presence => {
                    quote!(#outer.and_then(|value| value #inside.as_ref().value()))
                }
            };
            spot = Spot { tokens, kind: SpotKind::Reference, ty: field_type };
        }
        Some(spot)
    }

    /// The way from a value of a type to one of its fields, through newtypes, and the type of that field.
    fn field(&self, ty: TypeId, field: &str) -> Option<(TokenStream, TypeId)> {
        let mut inside = TokenStream::new();
        let mut id = self.scope.unaliased(ty);
        for _ in 0..self.scope.api.types.all.len() {
            match &self.scope.api.types.get(id).shape {
                Shape::Newtype(newtype) => {
                    inside.extend(quote!(.0));
                    id = self.scope.unaliased(newtype.slot.ty);
                }
                Shape::Record(record) => {
                    let slot = &record.fields.iter().find(|known| known.name.rust == field)?.slot;
                    let name = ident(field);
                    return Some((quote!(#inside.#name), slot.ty));
                }
                _ => return None,
            }
        }
        None
    }

    /// `.0` as often as a list stands inside a newtype.
    fn to_list(&self, ty: TypeId) -> Option<TokenStream> {
        let mut inside = TokenStream::new();
        let mut id = self.scope.unaliased(ty);
        for _ in 0..self.scope.api.types.all.len() {
            match &self.scope.api.types.get(id).shape {
                Shape::Newtype(newtype) if !newtype.slot.nullable => {
                    inside.extend(quote!(.0));
                    id = self.scope.unaliased(newtype.slot.ty);
                }
                Shape::List(_) => return Some(inside),
                _ => return None,
            }
        }
        None
    }

    fn take_items(&self, path: &FieldPath) -> Option<TokenStream> {
        let Spot { tokens, kind, ty } = self.follow(path, true)?;
        let inside = self.to_list(ty)?;
        let unwrap = (!inside.is_empty()).then(|| quote!(.map(|items| items #inside)));
        Some(match kind {
            // The parameter `page` is itself a reference.
            SpotKind::Place if path.0.is_empty() && inside.is_empty() && tokens.to_string() == "page" => {
                quote!(std::mem::take(page))
            }
            SpotKind::Place => quote!(std::mem::take(&mut #tokens #inside)),
            SpotKind::Optional => quote!(#tokens.take()#unwrap.unwrap_or_default()),
            SpotKind::Presence => {
                quote!(std::mem::take(&mut #tokens).value()#unwrap.unwrap_or_default())
            }
            SpotKind::Reference => {
                quote!(#tokens.map(|items| std::mem::take(&mut items #inside)).unwrap_or_default())
            }
        })
    }

    /// The number of items, as a `usize`.
    fn count(&self, path: &FieldPath) -> Option<TokenStream> {
        let Spot { tokens, kind, ty } = self.follow(path, false)?;
        let inside = self.to_list(ty)?;
        Some(match kind {
            SpotKind::Place => quote!(#tokens #inside.len()),
            SpotKind::Optional => quote!(#tokens.as_ref().map_or(0, |items| items #inside.len())),
            SpotKind::Presence => {
                quote!(#tokens.as_ref().value().map_or(0, |items| items #inside.len()))
            }
            SpotKind::Reference => quote!(#tokens.map_or(0, |items| items #inside.len())),
        })
    }

    /// Whether there is no item.
    fn is_empty(&self, path: &FieldPath) -> Option<TokenStream> {
        let Spot { tokens, kind, ty } = self.follow(path, false)?;
        let inside = self.to_list(ty)?;
        Some(match kind {
            SpotKind::Place => quote!(#tokens #inside.is_empty()),
            SpotKind::Optional => {
                quote!(#tokens.as_ref().is_none_or(|items| items #inside.is_empty()))
            }
            SpotKind::Presence => {
                quote!(#tokens.as_ref().value().is_none_or(|items| items #inside.is_empty()))
            }
            SpotKind::Reference => quote!(#tokens.is_none_or(|items| items #inside.is_empty())),
        })
    }

    /// A copied text, as an `Option<String>`.
    fn text(&self, path: &FieldPath) -> Option<TokenStream> {
        let Spot { tokens, kind, ty } = self.follow(path, false)?;
        let uri = match self.scope.scalar_of(ty)? {
            Scalar::String => false,
            Scalar::Uri(_) => true,
            _ => return None,
        };
        Some(match kind {
            SpotKind::Place if uri => quote!(Some(#tokens.as_str().to_owned())),
            SpotKind::Place => quote!(Some(#tokens.clone())),
            SpotKind::Optional if uri => quote!(#tokens.as_ref().map(|uri| uri.as_str().to_owned())),
            SpotKind::Optional => quote!(#tokens.clone()),
            SpotKind::Presence if uri => quote!(#tokens.as_ref().value().map(|uri| uri.as_str().to_owned())),
            SpotKind::Presence => quote!(#tokens.clone().value()),
            SpotKind::Reference if uri => quote!(#tokens.map(|uri| uri.as_str().to_owned())),
            SpotKind::Reference => quote!(#tokens.cloned()),
        })
    }

    /// A copied value; ends the function with `None` where it is missing.
    fn copied(&self, path: &FieldPath) -> Option<(TokenStream, Scalar)> {
        let Spot { tokens, kind, ty } = self.follow(path, false)?;
        let scalar = self.scope.scalar_of(ty)?;
        let value = match kind {
            SpotKind::Place => tokens,
            SpotKind::Optional => quote!(#tokens?),
            SpotKind::Presence => quote!(#tokens.value()?),
            SpotKind::Reference => quote!(*#tokens?),
        };
        Some((value, scalar))
    }
}

/// `fn next`, and `fn next_after` where a header leads on.
fn next_function(
    scope: &Scope<'_>,
    page: &Page<'_>,
    operation: &Operation,
    answer: &Answer<'_>,
) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let success = &answer.success;
    if let PageStyle::Link = pagination.style {
        let (headers, link) = (scope.runtime("HeaderMap"), scope.runtime("link"));
        return Some(quote! {
            fn next(&self, _page: &#success) -> Option<Self> {
                None
            }
            fn next_after(&self, _page: &#success, headers: &#headers) -> Option<Self> {
                #link::next(self, headers)
            }
        });
    }
    if let PageStyle::Url { next } = &pagination.style {
        let url = page.text(next)?;
        let (option, string) = (scope.prelude("Option"), scope.prelude("String"));
        return Some(quote! {
            fn next(&self, _page: &#success) -> Option<Self> {
                None
            }
            fn next_url(page: &#success) -> #option<#string> {
                #url
            }
        });
    }
    let next = next(page, operation, &pagination.items, &pagination.style)?;
    Some(quote! {
        fn next(&self, page: &#success) -> Option<Self> {
            #next
        }
    })
}

fn next(page: &Page<'_>, operation: &Operation, items: &FieldPath, style: &PageStyle) -> Option<TokenStream> {
    match style {
        PageStyle::Page { parameter, first, has_next, total_pages, .. } => {
            let (parameter, scalar) = integer_parameter(page, operation, parameter)?;
            let current = current(parameter, *first);
            let last = if let Some(path) = has_next {
                let (more, scalar) = page.copied(path)?;
                if scalar != Scalar::Bool {
                    return None;
                }
                quote!(if !#more { return None; })
            } else if let Some(path) = total_pages {
                let (total, total_scalar) = page.copied(path)?;
                let (number, total) = comparable((&quote!(number), scalar), (&total, total_scalar))?;
                quote!(if #number >= #total { return None; })
            } else {
                let empty = page.is_empty(items)?;
                quote!(if #empty { return None; })
            };
            let following = following(operation, parameter, &quote!(number.checked_add(1)?));
            Some(quote!(let number = #current; #last #following))
        }
        PageStyle::Offset { parameter, total, .. } => {
            let (parameter, scalar) = integer_parameter(page, operation, parameter)?;
            let (current, count) = (current(parameter, 0), page.count(items)?);
            let ty = ident(integer_type(scalar)?);
            let end = total.as_ref().map(|path| {
                let (total, total_scalar) = page.copied(path)?;
                let (offset, total) = comparable((&quote!(offset), scalar), (&total, total_scalar))?;
                Some(quote!(if #offset >= #total { return None; }))
            });
            let end = match end {
                Some(None) => return None,
                Some(Some(end)) => end,
                None => TokenStream::new(),
            };
            let following = following(operation, parameter, &quote!(offset));
            Some(quote! {
                let count = #ty::try_from(#count).ok().filter(|count| *count > 0)?;
                let offset = #current.checked_add(count)?;
                #end
                #following
            })
        }
        PageStyle::Cursor { parameter, next, .. } => {
            let parameter = operation.parameters.iter().find(|known| known.name.rust == *parameter)?;
            if page.scope.scalar_of(parameter.slot.ty)? != Scalar::String {
                return None;
            }
            let cursor = page.text(next)?;
            let following = following(operation, parameter, &quote!(cursor));
            Some(quote! {
                let cursor = #cursor.filter(|cursor| !cursor.is_empty())?;
                #following
            })
        }
        PageStyle::Link | PageStyle::Url { .. } => None,
    }
}

fn integer_parameter<'a>(page: &Page<'_>, operation: &'a Operation, name: &str) -> Option<(&'a Parameter, Scalar)> {
    let parameter = operation.parameters.iter().find(|known| known.name.rust == name)?;
    let scalar = page.scope.scalar_of(parameter.slot.ty)?;
    integer_type(scalar)?;
    Some((parameter, scalar))
}

fn integer_type(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::I8 => Some("i8"),
        Scalar::I16 => Some("i16"),
        Scalar::U8 => Some("u8"),
        Scalar::U16 => Some("u16"),
        Scalar::I32 => Some("i32"),
        Scalar::I64 => Some("i64"),
        Scalar::U32 => Some("u32"),
        Scalar::U64 => Some("u64"),
        _ => None,
    }
}

/// What the request asked for.
fn current(parameter: &Parameter, first: i64) -> TokenStream {
    let field = ident(&parameter.name.rust);
    let first = Literal::i64_unsuffixed(first);
    if parameter.required { quote!(self.#field) } else { quote!(self.#field.unwrap_or(#first)) }
}

/// The request with one field changed.
fn following(operation: &Operation, parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let field = ident(&parameter.name.rust);
    let value = if parameter.required { value.clone() } else { quote!(Some(#value)) };
    let rest = (operation.parameters.len() > 1 || operation.body.is_some()).then(|| quote!(, ..self.clone()));
    quote!(Some(Self { #field: #value #rest }))
}

/// Two integers, made the same type.
fn comparable(left: (&TokenStream, Scalar), right: (&TokenStream, Scalar)) -> Option<(TokenStream, TokenStream)> {
    integer_type(left.1).and(integer_type(right.1))?;
    if left.1 == right.1 {
        return Some((left.0.clone(), right.0.clone()));
    }
    let wide = |(value, scalar): (&TokenStream, Scalar)| match scalar {
        Scalar::I64 => value.clone(),
        Scalar::U64 => quote!(i64::try_from(#value).ok()?),
        _ => quote!(i64::from(#value)),
    };
    Some((wide(left), wide(right)))
}
