//! Paths as text: made absolute without asking the disk, and relative to one another.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and `..`, made absolute by the working folder.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// `path` as seen from the folder `from`, with `/` between folders: `../../runtime`.
pub fn relative(path: &Path, from: &Path) -> String {
    let (path, from) = (absolute(path), absolute(from));
    let shared = path.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The folder that all files have in common.
pub(super) fn common_folder<'a>(files: impl IntoIterator<Item = &'a Path>) -> PathBuf {
    let mut folders = files.into_iter().map(|file| absolute(file).parent().map(Path::to_owned).unwrap_or_default());
    let mut common = folders.next().unwrap_or_default();
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_goes_up_and_down() {
        assert_eq!(relative(Path::new("/a/runtime"), Path::new("/a/out/x")), "../../runtime");
        assert_eq!(relative(Path::new("/a/b/c"), Path::new("/a/./b")), "c");
        assert_eq!(relative(Path::new("/a/x/../b"), Path::new("/a/b")), "");
    }

    #[test]
    fn the_common_folder_of_files_side_by_side_is_theirs() {
        let files = [Path::new("/a/v1/x/one.yaml"), Path::new("/a/v1/y/two.yaml")];
        assert_eq!(common_folder(files), Path::new("/a/v1"));
    }
}
