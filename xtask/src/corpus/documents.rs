//! The documents of a folder.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A document to run.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// Relative to its folder.
    pub(super) name: String,
    /// Where it stands.
    pub(super) path: PathBuf,
    /// The folder below which its references may point: the first below the corpus, so that a document split over sibling folders works.
    pub(super) root: PathBuf,
}

impl Document {
    /// A name for folders and crates.
    pub(super) fn slug(&self) -> String {
        let stem = self.name.trim_end_matches(".gz");
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
    }

    /// The document on disk, unpacked into `work` where it is compressed.
    ///
    /// # Errors
    ///
    /// When it can't be read or unpacked.
    pub(super) fn unpacked(&self, work: &Path) -> io::Result<PathBuf> {
        let Some(name) = self.name.strip_suffix(".gz") else {
            return Ok(self.path.clone());
        };
        let target = work.join("unpacked").join(name);
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(fs::File::open(&self.path)?).read_to_end(&mut text)?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&target, text)?;
        Ok(target)
    }
}

/// The documents that `manifest.tsv` lists in its column `file`; without one, every JSON and YAML file of the folder.
pub(super) fn of(folder: &Path) -> io::Result<Vec<Document>> {
    let names = match fs::read_to_string(folder.join("manifest.tsv")) {
        Ok(manifest) => listed(&manifest),
        Err(_) => found(folder)?,
    };
    Ok(names.into_iter().map(|name| document(folder, name)).collect())
}

fn document(folder: &Path, name: String) -> Document {
    let (first, path) = (name.split('/').next().unwrap_or(""), folder.join(&name));
    let root = if folder.join(first).is_dir() { folder.join(first) } else { folder.to_owned() };
    Document { name, path, root }
}

fn listed(manifest: &str) -> Vec<String> {
    let mut lines = manifest.lines();
    let column = lines.next().and_then(|header| header.split('\t').position(|title| title == "file")).unwrap_or(0);
    lines.filter_map(|line| line.split('\t').nth(column)).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn found(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let stem = name.trim_end_matches(".gz");
        if [".json", ".yaml", ".yml"].iter().any(|ending| stem.ends_with(ending)) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
