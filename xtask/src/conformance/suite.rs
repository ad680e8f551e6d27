//! A suite, copied and installed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Place;

/// Says of a copy that its `setup.sh` has run.
const READY: &str = ".ready";

/// The suite's folder below `target/conformance`: copied, and installed by its own `setup.sh`, at the first run only.
///
/// None where the suite is absent, or Node, by which all of them run, or Python, if it says that it needs that.
pub(super) fn installed(suite: &str, place: &Place) -> Result<Option<PathBuf>, String> {
    let Some(given) = place.given(suite) else {
        return Ok(None);
    };
    let folder = place.work().join(suite);
    if !runs("node", &["--version"]) {
        println!("{suite} needs Node, which is not installed");
        return Ok(None);
    }
    if given.join("requirements.txt").exists() && !runs("python3", &["-c", "import ensurepip, venv"]) {
        println!("{suite} needs Python with virtual environments, which is not installed");
        return Ok(None);
    }
    if !folder.join(READY).exists() {
        copy(&given, &folder).map_err(|error| format!("can't copy {}: {error}", given.display()))?;
        if folder.join("setup.sh").exists() {
            println!("installing {suite}");
            let output = Command::new("sh").arg("setup.sh").current_dir(&folder).output();
            let output = output.map_err(|error| format!("can't start setup.sh: {error}"))?;
            if !output.status.success() {
                return Err(format!("setup.sh: {}", String::from_utf8_lossy(&output.stderr)));
            }
        }
        fs::write(folder.join(READY), "").map_err(|error| error.to_string())?;
    }
    Ok(Some(folder))
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// The files below a folder with one of these endings, sorted.
pub(super) fn documents(folder: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|it| ending == *it)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies what is below a folder, contents only: what is given may be read-only, the copy is not.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::write(target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Makes a folder hold what another does. A file that is equal is not touched, so that it keeps its time.
pub(super) fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !from.join(entry.file_name()).exists() {
            let path = entry.path();
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            mirror(&entry.path(), &target)?;
        } else {
            let text = fs::read(entry.path())?;
            if fs::read(&target).ok().as_ref() != Some(&text) {
                fs::write(target, text)?;
            }
        }
    }
    Ok(())
}
