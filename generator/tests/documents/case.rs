//! A folder of `generator/tests/cases`: a document with what belongs to it, run as a user would.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::config::{Config, ManifestStyle, RuntimeDependency, UnusedTypes};
use specwright::output::Mode;
use specwright::project::{ApiProject, FILE_NAME, Outcome, Project, relative};

/// One construct of OpenAPI, or one kind of dirt.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

/// All of them by name.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("the cases are there").flatten();
    let mut cases: Vec<Case> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case { name: entry.file_name().to_string_lossy().into_owned(), folder: entry.path() })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

impl Case {
    /// Generates into `out`, as a member of a workspace around it.
    pub(crate) fn run(&self, out: &Path) -> Outcome {
        let mut project = self.project();
        out.clone_into(&mut project.out);
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        project.config.runtime = RuntimeDependency::Path(relative(&runtime, out));
        project.config.manifest = ManifestStyle::Member;
        // Most cases are of types alone.
        project.config.unused_types = UnusedTypes::Keep;
        // The crates of a user stand beside his document.
        let folder = self.folder.display().to_string();
        for dependency in project.config.dependencies.values_mut() {
            *dependency = dependency.replace("@case", &folder);
        }
        project.config.crate_name = Some(format!("case-{}", self.name));
        project.run(Mode::Write).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// What its settings say; without any, the document alone.
    pub(crate) fn project(&self) -> ApiProject {
        let settings = self.folder.join(FILE_NAME);
        if settings.is_file() {
            let project = Project::read(&settings).unwrap_or_else(|error| panic!("{}: {error}", self.name));
            return project.apis.into_iter().next().expect("an API");
        }
        let names = ["openapi.yaml", "openapi.json", "swagger.yaml", "swagger.json"];
        let document = names.iter().map(|name| self.folder.join(name)).find(|path| path.is_file());
        ApiProject {
            name: self.name.clone(),
            specs: vec![document.unwrap_or_else(|| panic!("{} holds no document", self.name))],
            overlays: Vec::new(),
            ref_root: Some(self.folder.clone()),
            remote_refs: [].into(),
            out: PathBuf::new(),
            config: Config::default(),
        }
    }
}
