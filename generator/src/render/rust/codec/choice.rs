//! Reading and writing of choices.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::{check, decode, encode};
use crate::ir::name::Name;
use crate::ir::types::{Choice, ChoiceValues, TypeId};

/// Every implementation.
pub(super) fn implementations(scope: &Scope<'_>, id: TypeId, name: &Name, choice: &Choice) -> TokenStream {
    let ty = scope.type_named(&name.rust);
    let nothing = TokenStream::new();
    let (write, read) = match &choice.values {
        ChoiceValues::Strings(_) => {
            let listed = (!choice.open).then(|| quote!(json.choice(&text, Self::VALUES)?;));
            let read = quote! {
                let text = json.string()?;
                #listed
                Some(Self::from(&*text))
            };
            (quote!(json.string(self.as_str());), read)
        }
        ChoiceValues::Integers(_) => {
            let listed = (!choice.open).then(|| quote!(json.integer_choice(value, Self::VALUES)?;));
            let decode = scope.runtime("json::Decode");
            let read = quote! {
                let value: i64 = #decode::decode(json)?;
                #listed
                Some(Self::from(value))
            };
            (quote!(json.integer(self.as_i64().into());), read)
        }
    };
    let encode = encode(scope, &ty, &nothing, &write);
    let decode = decode(scope, &ty, &nothing, &read);
    let check = check(scope, id, &ty);
    quote!(#encode #decode #check)
}
