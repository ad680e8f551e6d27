//! Types of other crates, in place of what would be written: the user's own, and those of the libraries that were chosen.

use super::arena::Lowering;
use super::scalars::{is_decimal, time_format};
use crate::config::substitute::{DateTimeLibrary, DecimalLibrary, UuidLibrary};
use crate::diag::Code;
use crate::ir::types::{External, Scalar, StandsFor, TypeId};
use crate::spec::schema::{Schema, SchemaType, StringRules};

impl Lowering<'_> {
    /// The user's type for a component, if there is one.
    pub(super) fn replaced_schema(&mut self, name: &str) -> Option<TypeId> {
        let path = self.config.replace.schemas.get(name)?.clone();
        let scalar = self.external(path, StandsFor::Schema);
        Some(self.scalar(scalar))
    }

    /// The type for a format, if it is not the usual one.
    pub(super) fn chosen_scalar(&mut self, schema: &Schema, ty: SchemaType) -> Option<Scalar> {
        let format = schema.format.as_deref()?;
        let says_no_more = schema.string == StringRules::default();
        if let Some(path) = self.config.replace.formats.get(format).cloned() {
            self.formats_used.insert(format.to_owned());
            let stands_for =
                if ty == SchemaType::String { StandsFor::FormatOfString } else { StandsFor::FormatOfNumber };
            return Some(self.external(path, stands_for));
        }
        let libraries = self.config.libraries;
        if let Some(time) = time_format(Some(format), ty) {
            let path = match libraries.date_time {
                DateTimeLibrary::Chrono => return None,
                DateTimeLibrary::Jiff => "jiff::Timestamp",
                DateTimeLibrary::Time => "time::OffsetDateTime",
                DateTimeLibrary::String => return Some(unformatted(ty)),
            };
            return Some(self.external(format!("{RUNTIME}{path}"), StandsFor::DateTime(time)));
        }
        let (path, stands_for) = match (ty, format) {
            (SchemaType::String, "date") => match libraries.date_time {
                DateTimeLibrary::Chrono => return None,
                DateTimeLibrary::Jiff => ("jiff::civil::Date", StandsFor::Date),
                DateTimeLibrary::Time => ("time::Date", StandsFor::Date),
                DateTimeLibrary::String => return Some(Scalar::String),
            },
            (SchemaType::String, "time") => match libraries.date_time {
                DateTimeLibrary::Chrono => return None,
                DateTimeLibrary::Jiff => ("jiff::civil::Time", StandsFor::Time),
                DateTimeLibrary::Time => ("time::Time", StandsFor::Time),
                DateTimeLibrary::String => return Some(Scalar::String),
            },
            (SchemaType::String, "uuid" | "guid") if libraries.uuid == UuidLibrary::String => {
                return Some(Scalar::String);
            }
            (SchemaType::String, "duration") => match libraries.date_time {
                DateTimeLibrary::Chrono | DateTimeLibrary::Time => return None,
                DateTimeLibrary::Jiff => ("jiff::SpanFieldwise", StandsFor::Duration),
                DateTimeLibrary::String => return Some(Scalar::String),
            },
            (SchemaType::Number, format) if is_decimal(format) && libraries.decimal == DecimalLibrary::RustDecimal => {
                ("rust_decimal::Decimal", StandsFor::Decimal)
            }
            (SchemaType::String, format)
                if is_decimal(format) && libraries.decimal == DecimalLibrary::RustDecimal && says_no_more =>
            {
                ("rust_decimal::Decimal", StandsFor::QuotedDecimal)
            }
            _ => return None,
        };
        Some(self.external(format!("{RUNTIME}{path}"), stands_for))
    }

    fn external(&mut self, path: String, stands_for: StandsFor) -> Scalar {
        let (index, _) = self.externals.insert_full(path);
        Scalar::External(External { path: u32::try_from(index).unwrap_or(u32::MAX), stands_for })
    }

    /// Says which replacements were for nothing.
    pub(super) fn report_unused_replacements(&mut self) {
        let (config, spec) = (self.config, self.spec);
        for name in config.replace.schemas.keys().filter(|name| !spec.components.contains_key(*name)) {
            let message = format!("`replace.schemas` names `{name}`, which is not in the document");
            self.say(Code::SettingNoMatch, Some(&spec.place), message);
        }
        for format in config
            .replace
            .formats
            .keys()
            .filter(|format| !self.formats_used.contains(*format))
            .cloned()
            .collect::<Vec<_>>()
        {
            let message = format!("`replace.formats` names `{format}`, which no schema has");
            self.say(Code::SettingNoMatch, Some(&spec.place), message);
        }
    }
}

/// What holds a value of a type that has no format.
fn unformatted(ty: SchemaType) -> Scalar {
    match ty {
        SchemaType::Integer => Scalar::I64,
        SchemaType::Number => Scalar::F64,
        _ => Scalar::String,
    }
}

/// The libraries are those that the runtime was built with.
const RUNTIME: &str = "specwright_runtime::";
