//! Fixed lists of documents.

use clap::ValueEnum;

/// A list by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Slice {
    /// What fits a check of the project: small and medium documents of each version, and the odd ones
    Ci,
}

impl Slice {
    /// The documents, as their folders' manifests call them.
    pub(crate) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Ci => CI,
        }
    }
}

const CI: &[&str] = &[
    // Swagger 2.0
    "amazon-sp-feeds-2.0.json",
    "docker-engine-2.0.yaml",
    "jupyter-server-2.0.yaml",
    "ory-hydra-2.0.json",
    "slack-2.0.json.gz",
    // OpenAPI 3.0
    "2ch-3.0.yaml",
    "clean-architecture-3.0.json",
    "directus-3.0.json",
    "ent-pets-3.0.json",
    "oxide-wicketd-3.0.json",
    "paypal-payments-payment-v2-3.0.json",
    "petstore-3.0.yaml",
    "qdrant-3.0.json",
    "spotify-3.0.yaml",
    "supabase-auth-3.0.yaml",
    "twilio-studio-v2-3.0.json",
    "wikimedia-3.0.yaml",
    // OpenAPI 3.1
    "airflow-ui-3.1.yaml",
    "docusign-maestro-3.1.json",
    "figma-3.1.yaml",
    "museum-3.1.yaml",
    "scalar-galaxy-3.1.yaml",
    "train-travel-3.1.yaml",
    // Over several files
    "lob-3.0/lob-api-public.yml",
    "matrix-3.1/api/client-server/rooms.yaml",
    // One construct, or one kind of dirt each
    "autorest-testserver/body-array.json",
    "datamodel-code-generator/allof_with_required_inherited_comprehensive.yaml",
    "datamodel-code-generator/null_only_enum.yaml",
    "go-swagger/bugs-1487-fixture-nested-maps.yaml",
    "hey-api/3.1.x-full/full.yaml",
    "hey-api/3.1.x-discriminator-allof-nested.json",
    "kiota/non-identifier-schema-key.yaml",
    "oapi-codegen/bodies-content_types-spec.yaml",
    "oas-examples/3.0-circular-paths.json",
    "oas-examples/3.0-server-path-level.json",
    "oas3-gen/union_serde.json",
    "ogen/array_element_discrimination.json",
    "ogen/examples-complex-uniqueitems-workflow-wide.yaml",
];
