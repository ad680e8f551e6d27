//! How a type is written where it is used.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::{Scope, foreign};
use super::super::tokens::{ident, plain};
use crate::ir::format::{embedded, format};
use crate::ir::types::{External, Scalar, Shape, Slot, TypeId};

impl Scope<'_> {
    /// A type by its name, or written in place.
    pub(crate) fn ty(&self, id: TypeId) -> TokenStream {
        match &self.api.types.get(id).name {
            Some(name) => self.type_named(&name.rust),
            None => self.shape(id),
        }
    }

    /// A type with `Option` around it, if null may stand there.
    pub(crate) fn slot(&self, slot: &Slot) -> TokenStream {
        let ty = self.ty(slot.ty);
        if slot.nullable { self.option(&ty) } else { ty }
    }

    /// A place inside the type `outer`, boxed if the analysis says so. `required` as for a property.
    pub(crate) fn place(&self, outer: TypeId, index: usize, slot: &Slot, required: bool) -> TokenStream {
        let mut ty = self.ty(slot.ty);
        if self.analysis.is_boxed(outer, index) {
            let boxed = self.prelude("Box");
            ty = quote!(#boxed<#ty>);
        }
        match (required, slot.nullable) {
            (true, false) => ty,
            (true, true) | (false, false) => self.option(&ty),
            (false, true) => {
                let presence = self.runtime("Presence");
                quote!(#presence<#ty>)
            }
        }
    }

    /// `Option<ty>`.
    pub(crate) fn option(&self, ty: &TokenStream) -> TokenStream {
        let option = self.prelude("Option");
        quote!(#option<#ty>)
    }

    /// What a type is made of, its name aside.
    pub(crate) fn shape(&self, id: TypeId) -> TokenStream {
        match &self.api.types.get(id).shape {
            Shape::Scalar(scalar) => self.scalar(*scalar),
            Shape::List(slot) => {
                let (list, item) = (self.prelude("Vec"), self.slot(slot));
                quote!(#list<#item>)
            }
            Shape::Map(slot) => {
                let (map, key, value) = (self.std("collections::BTreeMap"), self.prelude("String"), self.slot(slot));
                quote!(#map<#key, #value>)
            }
            Shape::Tuple(tuple) => {
                let items = tuple.items.iter().enumerate().map(|(index, slot)| self.place(id, index, slot, true));
                quote!((#(#items,)*))
            }
            Shape::Alias(target) => self.ty(*target),
            Shape::Embedded(held) => self.ty(held.ty),
            // Those always have a name; a nameless one is a fault that rustc points at.
            Shape::Record(_) | Shape::Choice(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Any => {
                self.runtime("json::Value")
            }
        }
    }

    fn scalar(&self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::String => self.prelude("String"),
            Scalar::Bool => self.primitive("bool"),
            Scalar::I8 => self.primitive("i8"),
            Scalar::I16 => self.primitive("i16"),
            Scalar::U8 => self.primitive("u8"),
            Scalar::U16 => self.primitive("u16"),
            Scalar::Char => self.primitive("char"),
            Scalar::Quoted(digits) => self.scalar(digits.scalar()),
            Scalar::Duration => self.runtime("Duration"),
            Scalar::Uri(_) => self.runtime("Uri"),
            Scalar::I32 => self.primitive("i32"),
            Scalar::I64 => self.primitive("i64"),
            Scalar::U32 => self.primitive("u32"),
            Scalar::U64 => self.primitive("u64"),
            Scalar::F32 => self.primitive("f32"),
            Scalar::F64 => self.primitive("f64"),
            Scalar::Number => self.runtime("json::Number"),
            Scalar::DateTime(_) => self.runtime("DateTime"),
            Scalar::Date => self.runtime("Date"),
            Scalar::Time => self.runtime("Time"),
            Scalar::Uuid => self.runtime("Uuid"),
            Scalar::Base64(_) => self.runtime("Base64"),
            Scalar::File => self.runtime("File"),
            Scalar::Secret => self.runtime("Secret"),
            Scalar::Ipv4 => self.std("net::Ipv4Addr"),
            Scalar::Ipv6 => self.std("net::Ipv6Addr"),
            Scalar::Ip => self.std("net::IpAddr"),
            Scalar::Null => quote!(()),
            Scalar::External(external) => self.external(external),
        }
    }

    /// A type of another crate. The user's are written in full: the API may have a type of the same name, or be called so itself.
    fn external(&self, external: External) -> TokenStream {
        let path = self.api.types.externals.get(external.path as usize).map_or("", String::as_str);
        match path.strip_prefix("specwright_runtime::") {
            Some(own) => self.runtime(own),
            None => foreign(path),
        }
    }

    /// How a value is written, or the items of a list or map of them, where not as usual: `Format::HttpDate`.
    pub(crate) fn format(&self, id: TypeId) -> Option<TokenStream> {
        let variant = ident(&format!("{:?}", format(&self.api.types.all, id)?));
        let format = self.runtime("json::Format");
        Some(quote!(#format::#variant))
    }

    /// What a string holds that is written as JSON, if it is one: the type of that.
    pub(crate) fn embedded(&self, id: TypeId) -> Option<TypeId> {
        embedded(&self.api.types.all, id)
    }

    fn primitive(&self, name: &str) -> TokenStream {
        self.prelude(plain(name))
    }

    /// The scalar behind a type that has no name, aliases looked through.
    pub(crate) fn scalar_of(&self, id: TypeId) -> Option<Scalar> {
        let mut id = id;
        for _ in 0..self.api.types.all.len() {
            match &self.api.types.get(id).shape {
                Shape::Alias(target) => id = *target,
                Shape::Scalar(scalar) => return Some(*scalar),
                _ => return None,
            }
        }
        None
    }

    /// The type behind aliases.
    pub(crate) fn unaliased(&self, id: TypeId) -> TypeId {
        self.api.types.unaliased(id)
    }
}
