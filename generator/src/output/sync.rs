//! Brings a [`FileSet`] to disk, or says how far the disk is from it.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::cargo;
use super::manifest;
use super::report::{Change, ChangeKind, SyncReport};
use super::{File, FileSet, Ownership};
use crate::parallel;

/// What to do about differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what is missing or stale, remove orphans.
    Write,
    /// Only say what would change.
    Check,
}

/// Why the output folder could not be read or written.
#[derive(Debug)]
pub struct SyncError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't {} {}: {}", self.action, self.path.display(), self.source)
    }
}

impl std::error::Error for SyncError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Compares `files` with what stands in `folder` and, in [`Mode::Write`], makes the folder hold them.
///
/// Files that are as they should be are not touched, so that a build does not start over. Orphans are files that an earlier run
/// listed in `.specwright` and that are no longer generated; nothing else is ever removed.
///
/// # Errors
///
/// When a file can't be read, written or removed, and when a folder on the way is a symbolic link out of `folder`.
pub fn sync(files: FileSet, folder: &Path, mode: Mode) -> Result<SyncReport, SyncError> {
    let mut folder = Folder::new(folder);
    let mut report = SyncReport::default();
    let list = manifest::print(generated_paths(&files));
    let before = match read(&folder.root.join(manifest::FILE_NAME))? {
        Some(text) => manifest::parse(&text),
        None => BTreeSet::new(),
    };
    let orphans: Vec<String> = before.into_iter().filter(|path| !files.files.contains_key(path)).collect();
    let list = (manifest::FILE_NAME.to_owned(), File { text: list, ownership: Ownership::Generated });
    let mut targets = Vec::new();
    for (path, file) in files.files.into_iter().chain([list]) {
        let target = folder.inside(&path)?;
        let kind = match target.read()? {
            None => ChangeKind::Missing { new: file.text },
            Some(old) => {
                let new = match file.ownership {
                    Ownership::Generated => file.text,
                    Ownership::Scaffold => old.clone(),
                    Ownership::Manifest => cargo::in_step(&old, &file.text).map_err(|message| SyncError {
                        action: "bring into step",
                        path: target.path.clone(),
                        source: io::Error::other(message),
                    })?,
                };
                if old == new {
                    report.unchanged += 1;
                    continue;
                }
                ChangeKind::Stale { new, old }
            }
        };
        if mode == Mode::Write {
            folder.make_parent(&target.path)?;
        }
        targets.push(target.path);
        report.changes.push(Change { path, kind });
    }
    if mode == Mode::Write {
        write_all(&targets, &report.changes)?;
    }
    for path in orphans {
        let target = folder.inside(&path)?;
        if target.path.is_file() {
            if mode == Mode::Write {
                remove(&folder.root, &target.path)?;
            }
            report.changes.push(Change { path, kind: ChangeKind::Orphan });
        }
    }
    report.changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}

fn generated_paths(files: &FileSet) -> impl Iterator<Item = &str> {
    files.files.iter().filter(|(_, file)| file.ownership == Ownership::Generated).map(|(path, _)| path.as_str())
}

/// The output folder, and what is known of the folders in it: many files stand in few of them.
struct Folder {
    root: PathBuf,
    /// Folders that are no symbolic links.
    real: HashSet<PathBuf>,
    /// Folders that are there.
    there: HashSet<PathBuf>,
}

/// A place in the output folder.
struct Target {
    path: PathBuf,
    exists: bool,
}

impl Folder {
    fn new(folder: &Path) -> Self {
        Self { root: folder.to_owned(), real: HashSet::new(), there: HashSet::new() }
    }

    /// The place of a relative path, if neither its text nor a symbolic link on the way leads out of the folder.
    fn inside(&mut self, path: &str) -> Result<Target, SyncError> {
        let refused = |source| SyncError { action: "write", path: self.root.join(path), source };
        if path != manifest::FILE_NAME && !manifest::is_safe(path) {
            return Err(refused(io::Error::other("the path leaves the output folder")));
        }
        let (folders, name) = path.rsplit_once('/').map_or((None, path), |(folders, name)| (Some(folders), name));
        let mut place = self.root.clone();
        for part in folders.into_iter().flat_map(|folders| folders.split('/')) {
            place.push(part);
            if !self.real.contains(&place) {
                if is_link(&place) {
                    return Err(refused(io::Error::other(LINK)));
                }
                self.real.insert(place.clone());
            }
        }
        place.push(name);
        match fs::symlink_metadata(&place) {
            Ok(data) if data.is_symlink() => Err(refused(io::Error::other(LINK))),
            found => {
                Ok(Target { path: place, exists: !found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) })
            }
        }
    }

    fn make_parent(&mut self, path: &Path) -> Result<(), SyncError> {
        let parent = path.parent().unwrap_or(&self.root);
        if !self.there.contains(parent) {
            fs::create_dir_all(parent).map_err(|source| SyncError {
                action: "write",
                path: path.to_owned(),
                source,
            })?;
            self.there.insert(parent.to_owned());
        }
        Ok(())
    }
}

const LINK: &str = "a symbolic link stands in its place";

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink())
}

impl Target {
    fn read(&self) -> Result<Option<String>, SyncError> {
        if self.exists { read(&self.path) } else { Ok(None) }
    }
}

fn read(path: &Path) -> Result<Option<String>, SyncError> {
    match fs::read(path) {
        // A file that is no UTF-8 is none of ours any more: it differs from whatever should stand there.
        Ok(bytes) => Ok(Some(crate::source::text(bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(SyncError { action: "read", path: path.to_owned(), source }),
    }
}

/// Writes what has changed. The list of files comes last: what it names is there.
fn write_all(targets: &[PathBuf], changes: &[Change]) -> Result<(), SyncError> {
    let writes: Vec<(&PathBuf, &Change)> = targets.iter().zip(changes).collect();
    let (list, files): (Vec<_>, Vec<_>) =
        writes.into_iter().partition(|(_, change)| change.path == manifest::FILE_NAME);
    for writes in [files, list] {
        let written = parallel::each(&writes, |(target, change)| match &change.kind {
            ChangeKind::Missing { new } | ChangeKind::Stale { new, .. } => write(target, new),
            ChangeKind::Orphan => Ok(()),
        });
        written.into_iter().collect::<Result<(), SyncError>>()?;
    }
    Ok(())
}

/// Writes beside the target and renames, so that a reader never sees half a file.
fn write(path: &Path, text: &str) -> Result<(), SyncError> {
    let fail = |source| SyncError { action: "write", path: path.to_owned(), source };
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As a file is that is no temporary one: the user's mask takes from it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = builder.prefix(".specwright-").tempfile_in(folder).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Removes an orphan and the folders that it leaves empty.
fn remove(folder: &Path, path: &Path) -> Result<(), SyncError> {
    fs::remove_file(path).map_err(|source| SyncError { action: "remove", path: path.to_owned(), source })?;
    let mut parent = path.parent();
    while let Some(place) = parent.filter(|place| *place != folder && place.starts_with(folder)) {
        if fs::remove_dir(place).is_err() {
            break;
        }
        parent = place.parent();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> FileSet {
        let mut files = FileSet::default();
        for (path, text) in entries {
            files.generated(*path, (*text).to_owned());
        }
        files
    }

    fn changed(report: &SyncReport) -> Vec<String> {
        report.changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_check_after_a_write_finds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let set = files(&[("Cargo.toml", "a\n"), ("src/lib.rs", "b\n")]);
        sync(set.clone(), folder.path(), Mode::Write).unwrap();
        assert!(sync(set.clone(), folder.path(), Mode::Check).unwrap().is_in_step());
    }

    #[test]
    fn a_check_names_every_difference_and_touches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        sync(files(&[("a.rs", "1\n"), ("b.rs", "2\n")]), folder.path(), Mode::Write).unwrap();
        let report = sync(files(&[("a.rs", "one\n"), ("c.rs", "3\n")]), folder.path(), Mode::Check).unwrap();
        assert_eq!(changed(&report), ["stale: .specwright", "stale: a.rs", "orphan: b.rs", "missing: c.rs"]);
        assert!(report.diff().contains("-1\n+one\n"), "{}", report.diff());
        assert_eq!(fs::read_to_string(folder.path().join("a.rs")).unwrap(), "1\n");
    }

    #[test]
    fn only_own_orphans_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        sync(files(&[("src/types/old.rs", "1\n"), ("src/lib.rs", "")]), folder.path(), Mode::Write).unwrap();
        fs::write(folder.path().join("src/mine.rs"), "mine").unwrap();
        sync(files(&[("src/lib.rs", "")]), folder.path(), Mode::Write).unwrap();
        assert!(!folder.path().join("src/types").exists());
        assert!(folder.path().join("src/mine.rs").exists());
    }

    #[test]
    fn a_scaffold_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut set = FileSet::default();
        set.scaffold("main.rs", "first\n".to_owned());
        sync(set.clone(), folder.path(), Mode::Write).unwrap();
        fs::write(folder.path().join("main.rs"), "edited\n").unwrap();
        assert!(sync(set.clone(), folder.path(), Mode::Write).unwrap().is_in_step());
        sync(FileSet::default(), folder.path(), Mode::Write).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("main.rs")).unwrap(), "edited\n");
    }

    #[test]
    fn paths_out_of_the_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(sync(files(&[("../x", "")]), folder.path(), Mode::Write).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("src")).unwrap();
        let error = sync(files(&[("src/lib.rs", "x")]), folder.path(), Mode::Write).unwrap_err();
        assert!(error.to_string().contains("symbolic link"), "{error}");
        assert!(fs::read_dir(elsewhere.path()).unwrap().next().is_none());
    }
}
