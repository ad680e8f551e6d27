//! What can be written as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use uuid::Uuid;

use super::{Format, Number, Value, Writer};
use crate::base64::Base64;
use crate::duration::Duration;
use crate::presence::Presence;
use crate::secret::Secret;
use crate::uri::Uri;

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes one value.
    fn encode(&self, json: &mut Writer);
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, json: &mut Writer) {
        (**self).encode(json);
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, json: &mut Writer) {
        (**self).encode(json);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, json: &mut Writer) {
        match self {
            Some(value) => value.encode(json),
            None => json.null(),
        }
    }
}

impl<T: Encode> Encode for Presence<T> {
    /// Null also stands for absent, where something must stand.
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(json),
            Self::Absent | Self::Null => json.null(),
        }
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, json: &mut Writer) {
        json.begin_array();
        for item in self {
            item.encode(json);
        }
        json.end_array();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, json: &mut Writer) {
        self.as_slice().encode(json);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        for (key, value) in self {
            json.key(key);
            value.encode(json);
        }
        json.end_object();
    }
}

impl Encode for () {
    fn encode(&self, json: &mut Writer) {
        json.null();
    }
}

impl Encode for char {
    fn encode(&self, json: &mut Writer) {
        json.string(self.encode_utf8(&mut [0; 4]));
    }
}

impl Encode for Duration {
    fn encode(&self, json: &mut Writer) {
        json.string(self.as_str());
    }
}

impl Encode for Uri {
    fn encode(&self, json: &mut Writer) {
        json.string(self.as_str());
    }
}

impl Encode for str {
    fn encode(&self, json: &mut Writer) {
        json.string(self);
    }
}

impl Encode for String {
    fn encode(&self, json: &mut Writer) {
        json.string(self);
    }
}

impl Encode for Cow<'_, str> {
    fn encode(&self, json: &mut Writer) {
        json.string(self);
    }
}

impl Encode for bool {
    fn encode(&self, json: &mut Writer) {
        json.boolean(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, json: &mut Writer) {
        json.float(*self);
    }
}

impl Encode for f32 {
    fn encode(&self, json: &mut Writer) {
        json.single(*self);
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Encode for $integer {
            fn encode(&self, json: &mut Writer) {
                json.integer(i128::from(*self));
            }
        }
    )*};
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64 i128);

macro_rules! displayed {
    ($($text:ty)*) => {$(
        impl Encode for $text {
            fn encode(&self, json: &mut Writer) {
                json.string(&self.to_string());
            }
        }
    )*};
}
displayed!(Uuid Ipv4Addr Ipv6Addr IpAddr);

impl Encode for Secret {
    fn encode(&self, json: &mut Writer) {
        json.string(self.expose());
    }
}

impl Encode for Base64 {
    fn encode(&self, json: &mut Writer) {
        let text = match json.format {
            Format::Base64Url => self.to_url_safe_text(),
            _ => self.to_own_text(),
        };
        json.string(&text);
    }
}

impl Encode for Number {
    fn encode(&self, json: &mut Writer) {
        if json.is_canonical() { json.digits(&self.canonical_text()) } else { json.digits(self.as_str()) }
    }
}

impl Encode for Value {
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Null => json.null(),
            Self::Bool(value) => value.encode(json),
            Self::Number(value) => value.encode(json),
            Self::String(value) => value.encode(json),
            Self::Array(items) => items.encode(json),
            Self::Object(members) => {
                json.begin_object();
                let mut members: Vec<_> = members.iter().collect();
                if json.is_canonical() {
                    members.sort_unstable_by_key(|(key, _)| *key);
                }
                for (key, value) in members {
                    json.field(key, value);
                }
                json.end_object();
            }
        }
    }
}

macro_rules! tuples {
    ($(($($item:ident)+);)*) => {$(
        #[expect(non_snake_case, reason = "the names of the types also name the values")]
        impl<$($item: Encode),+> Encode for ($($item,)+) {
            fn encode(&self, json: &mut Writer) {
                let ($($item,)+) = self;
                json.begin_array();
                $($item.encode(json);)+
                json.end_array();
            }
        }
    )*};
}
tuples! {
    (A);
    (A B);
    (A B C);
    (A B C D);
    (A B C D E);
    (A B C D E F);
    (A B C D E F G);
    (A B C D E F G H);
}
