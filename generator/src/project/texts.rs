//! Reads the texts of an API: documents, overlays, and what their `$ref`s point to.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use super::paths::{absolute, common_folder, relative};
use super::{ApiProject, ProjectError};
use crate::input::{self, Input};
use crate::source;

/// Reads everything that the documents need. A file that is not there, or stands outside the allowed folder, is left out: the loader
/// says so at the reference, with its place.
pub(super) fn read(api: &ApiProject) -> Result<Input, ProjectError> {
    let documents = api.specs.iter().map(PathBuf::as_path);
    let root = match &api.ref_root {
        Some(folder) => absolute(folder),
        None => common_folder(documents.clone()),
    };
    let copies = || api.remote_refs.values().map(PathBuf::as_path);
    let all = documents.chain(api.overlays.iter().map(PathBuf::as_path)).chain(copies());
    let base = base_folder(common_folder(all), &root);
    let name = |path: &Path| relative(path, &base);

    let mut input = Input {
        documents: api.specs.iter().map(|path| name(path)).collect(),
        overlays: api.overlays.iter().map(|path| name(path)).collect(),
        ref_root: Some(name(&root)),
        copies: api.remote_refs.iter().map(|(url, path)| (url.clone(), name(path))).collect(),
        prefix: prefix(&base),
        ..Input::default()
    };
    let allowed: Vec<PathBuf> = std::iter::once(root.clone()).chain(copies().map(absolute)).collect();
    let mut waiting = VecDeque::new();
    for path in api.specs.iter().chain(&api.overlays) {
        let text = fs::read(path).map_err(|source| ProjectError::read(path, source))?;
        waiting.push_back((name(path), source::text(text)));
    }
    while let Some((name, text)) = waiting.pop_front() {
        if input.files.contains_key(&name) {
            continue;
        }
        for reference in input::references(&name, &text, &input.copies) {
            if !input.files.contains_key(&reference)
                && let Some(text) = read_below(&allowed, &base.join(&reference))
            {
                waiting.push_back((reference, text));
            }
        }
        input.files.insert(name, text);
    }
    Ok(input)
}

/// Names are relative to the working folder where everything stands below it, so that they read as the user typed them.
fn base_folder(mut folder: PathBuf, root: &Path) -> PathBuf {
    while !root.starts_with(&folder) && folder.pop() {}
    let here = absolute(Path::new("."));
    if folder.starts_with(&here) { here } else { folder }
}

/// What stands before a name so that it leads from the working folder to the file.
fn prefix(base: &Path) -> String {
    match relative(base, Path::new(".")) {
        path if path.is_empty() => path,
        path => path + "/",
    }
}

/// The text of a file, unless it stands outside of what is allowed: also by a symbolic link.
fn read_below(allowed: &[PathBuf], path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let is_allowed = allowed.iter().filter_map(|place| place.canonicalize().ok()).any(|place| path.starts_with(place));
    if !is_allowed || !path.is_file() {
        return None;
    }
    fs::read(path).ok().map(source::text)
}
