//! Security schemes and requirements.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement};

use super::refs::nearest;
use super::{Broken, Resolver, child, sibling_ref};
use crate::diag::Code;
use crate::document::lowering::keyword;
use crate::document::typed::{Document, Kind};
use crate::spec::operation::Location;
use crate::spec::security::{Requirement, SchemeKind, SecurityScheme};

/// The requirements of the root, if they can be honoured.
pub(super) type RootSecurity = Result<Vec<Requirement>, Broken>;

/// The declared schemes. Their token flows are read when the operations are known.
pub(super) fn schemes(resolver: &mut Resolver<'_, '_>) -> IndexMap<String, SecurityScheme> {
    let document = resolver.document;
    let mut schemes = IndexMap::new();
    for (name, node) in document.api.components.iter().flat_map(|components| &components.security_schemes) {
        let pointer = child("/components/securitySchemes", name);
        let reference = match node {
            ReferenceOr::Reference { reference } => Some(reference.as_str()),
            ReferenceOr::Item(item) => sibling_ref(extensions(item)),
        };
        let found = match (reference, node) {
            (None, ReferenceOr::Item(item)) => Ok((pointer, item)),
            (reference, _) => resolver.follow(
                Kind::SecurityScheme,
                reference.unwrap_or_default(),
                &pointer,
                Document::security_scheme,
            ),
        };
        if let Ok((pointer, item)) = found {
            let place = resolver.place(&pointer);
            let (kind, description) = kind(item);
            let description = match node {
                ReferenceOr::Item(item) => self::kind(item).1.or(description),
                ReferenceOr::Reference { .. } => description,
            };
            schemes.insert(name.clone(), SecurityScheme { description, kind, token_flow: None, place });
        }
    }
    schemes
}

/// An alternative: its schemes with their scopes.
fn read(requirement: &SecurityRequirement) -> Requirement {
    Requirement { schemes: requirement.iter().map(|(name, scopes)| (name.clone(), scopes.clone())).collect() }
}

/// The `x-` keywords of a scheme.
pub(super) fn extensions(scheme: &openapiv3::SecurityScheme) -> &IndexMap<String, serde_json::Value> {
    match scheme {
        openapiv3::SecurityScheme::APIKey { extensions, .. }
        | openapiv3::SecurityScheme::HTTP { extensions, .. }
        | openapiv3::SecurityScheme::OAuth2 { extensions, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { extensions, .. } => extensions,
    }
}

fn kind(scheme: &openapiv3::SecurityScheme) -> (SchemeKind, Option<String>) {
    match scheme {
        openapiv3::SecurityScheme::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (SchemeKind::ApiKey { location, name: name.clone() }, description.clone())
        }
        openapiv3::SecurityScheme::HTTP { scheme, description, extensions, .. } => {
            // Names of schemes don't depend on case (RFC 9110, 11.1).
            let kind = if extensions.contains_key(keyword::MUTUAL_TLS) {
                SchemeKind::MutualTls
            } else if scheme.eq_ignore_ascii_case("bearer") {
                SchemeKind::Bearer
            } else if scheme.eq_ignore_ascii_case("basic") {
                SchemeKind::Basic
            } else {
                SchemeKind::Http(scheme.clone())
            };
            (kind, description.clone())
        }
        openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => (SchemeKind::Bearer, description.clone()),
    }
}

impl Resolver<'_, '_> {
    /// The requirements of the root.
    pub(super) fn root_security(&mut self, schemes: &IndexMap<String, SecurityScheme>) -> RootSecurity {
        match &self.document.api.security {
            Some(security) => Ok(self.requirements(security, "/security", schemes)),
            // What can't be read must not mean that nothing is required.
            None if self.document.tree.get("security").is_some_and(|security| !security.is_null()) => Err(Broken),
            None => Ok(Vec::new()),
        }
    }

    /// Requirements whose schemes are declared. Alternatives with an unknown scheme are left out where others remain.
    ///
    /// Where none remains, an operation must neither be lost nor lose its protection: the unknown schemes are taken for keys in the
    /// header `Authorization`.
    pub(super) fn requirements(
        &mut self,
        security: &[SecurityRequirement],
        pointer: &str,
        schemes: &IndexMap<String, SecurityScheme>,
    ) -> Vec<Requirement> {
        let mut requirements = Vec::with_capacity(security.len());
        let mut unknown = Vec::new();
        for (index, requirement) in security.iter().enumerate() {
            let before = unknown.len();
            for name in requirement.keys().filter(|name| !schemes.contains_key(*name)) {
                unknown.push((name, child(&format!("{pointer}/{index}"), name)));
            }
            if unknown.len() == before {
                requirements.push(read(requirement));
            }
        }
        let is_taken = requirements.is_empty();
        for (name, at) in unknown {
            // That it is taken needs to be said only once.
            if !is_taken || !self.undeclared.contains_key(name) {
                self.unknown_scheme(name, &at, schemes);
            }
            if is_taken {
                self.undeclared_scheme(name, &at);
            }
        }
        if is_taken { security.iter().map(read).collect() } else { requirements }
    }

    /// Takes a scheme of which nothing is known for a key in `Authorization`, where most schemes present theirs.
    fn undeclared_scheme(&mut self, name: &str, at: &str) {
        if self.undeclared.contains_key(name) {
            return;
        }
        let message =
            format!("how `{name}` is presented is not known; it is taken for a key in the header `Authorization`");
        self.lost(at, message);
        let kind = SchemeKind::ApiKey { location: Location::Header, name: "Authorization".to_owned() };
        let description =
            "The document names this scheme, but does not say what it is: the whole value of `Authorization`.";
        let description = Some(description.to_owned());
        let scheme = SecurityScheme { description, kind, token_flow: None, place: self.place(at) };
        self.undeclared.insert(name.to_owned(), scheme);
    }

    fn unknown_scheme(&mut self, name: &str, at: &str, schemes: &IndexMap<String, SecurityScheme>) {
        let declared = self.document.tree.pointer(&child("/components/securitySchemes", name));
        if declared.is_some() {
            // It is there but broken, which was reported.
            return;
        }
        let names: Vec<String> = schemes.keys().map(|name| format!("`{name}`")).collect();
        let help = match nearest(name, schemes.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? declared are {}", names.join(", ")),
            None if names.is_empty() => "declare it under `components.securitySchemes`; none is declared".to_owned(),
            None => format!("declared under `components.securitySchemes` are {}", names.join(", ")),
        };
        // A document that declares none is an excerpt; what its root asks for holds for too much to be guessed.
        let is_root = at.starts_with("/security/");
        let code = if schemes.is_empty() && !is_root { Code::Degraded } else { Code::UnknownSecurityScheme };
        self.push(code, at, format!("the security scheme `{name}` is not declared")).help = Some(help);
    }
}
