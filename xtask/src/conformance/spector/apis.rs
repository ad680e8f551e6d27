//! The implementation of every generated server: each operation answers by the one function of the driver.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::ir::Api;
use specwright::project::ApiProject;

use super::crates;
use crate::conformance::drivers::Drivers;

/// Writes `apis.rs` beside the driver, unless it stands there already.
pub(super) fn write(drivers: &Drivers<'_>, documents: &Path) -> Result<(), String> {
    let mut modules = String::new();
    let mut table = String::from("pub(crate) const APIS: &[crate::Api] = &[\n");
    for (name, path) in crates(documents)? {
        let project = ApiProject {
            name: name.clone(),
            specs: vec![path.clone()],
            overlays: Vec::new(),
            ref_root: Some(documents.to_owned()),
            remote_refs: [].into(),
            out: PathBuf::new(),
            config: Config::default(),
        };
        let api = project.lowered().map_err(|error| error.to_string())?;
        let api = api.ok_or_else(|| format!("{} has errors", path.display()))?;
        let module = name.replace('-', "_");
        modules.push_str(&implementation(&module, &api));
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        let starts: BTreeSet<&str> =
            operations.map(|operation| operation.path.split('{').next().unwrap_or_default()).collect();
        let _ = writeln!(
            table,
            "    crate::Api {{ name: {name:?}, paths: &{:?}, router: {module}::router }},",
            Vec::from_iter(starts)
        );
    }
    let text = format!("{table}];\n{modules}");
    let file = drivers.folder().join("apis.rs");
    if fs::read_to_string(&file).ok().as_ref() == Some(&text) {
        return Ok(());
    }
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// The traits of a crate, implemented.
fn implementation(module: &str, api: &Api) -> String {
    let mut text = format!(
        "\nmod {module} {{\n    use ::{module}::operations::*;\n    use ::{module}::server::{{self, Context, ServerOptions}};\n    use specwright_runtime::server::Router;\n\n    use crate::answers::Answers;\n"
    );
    for group in &api.groups {
        let _ = writeln!(text, "\n    impl server::{}<()> for Answers {{", group.type_name);
        for operation in &group.operations {
            let _ = writeln!(
                text,
                "        async fn {}(&self, request: {}, context: Context<()>) -> {} {{\n            self.answer(request, context).await\n        }}",
                operation.name.rust, operation.type_name, operation.response_name
            );
        }
        text.push_str("    }\n");
    }
    text.push_str("\n    pub fn router(answers: Answers, options: ServerOptions) -> Router {\n");
    text.push_str("        server::router(answers, crate::Anyone, options)\n    }\n}\n");
    text
}
