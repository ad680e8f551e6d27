//! What the document says of things, as Markdown.

use crate::ir::types::Docs;
use crate::spec::schema::Schema;

/// What a schema says of its values.
pub(super) fn of_schema(schema: &Schema) -> Docs {
    Docs {
        text: text(schema.title.as_deref(), schema.description.as_deref()),
        examples: schema.examples.clone(),
        deprecated: schema.deprecated,
    }
}

/// A headline and what follows it; one that only begins like the text is left out.
pub(super) fn text(headline: Option<&str>, description: Option<&str>) -> Option<String> {
    let trim = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    match (trim(headline), trim(description)) {
        (Some(headline), Some(description)) if description.starts_with(&headline) => Some(description),
        (Some(headline), Some(description)) => Some(format!("{headline}\n\n{description}")),
        (headline, description) => headline.or(description),
    }
}

/// Docs with a text alone.
pub(super) fn only(description: Option<&str>) -> Docs {
    Docs { text: text(None, description), ..Docs::default() }
}
