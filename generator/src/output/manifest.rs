//! The list of files that an earlier run wrote, kept in the output folder.
//!
//! It is what makes an orphan an orphan: a file that is not listed belongs to somebody else.

use std::collections::BTreeSet;

/// Name of the list in the output folder.
pub(super) const FILE_NAME: &str = ".specwright";

const HEADER: &str =
    "# Files written by Specwright. What stands here is overwritten, and removed when it is no longer generated.\n";

/// The text of the list for these paths.
pub(super) fn print<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::from(HEADER);
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The paths of a list. Lines that are no safe relative paths are read over: the list may have been edited.
pub(super) fn parse(text: &str) -> BTreeSet<String> {
    text.lines().filter(|line| is_safe(line)).map(str::to_owned).collect()
}

/// Whether a path stays below the folder it is joined to.
pub(super) fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && !path.starts_with('#')
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back() {
        let text = print(["Cargo.toml", "src/lib.rs"].into_iter());
        assert_eq!(parse(&text), BTreeSet::from(["Cargo.toml".to_owned(), "src/lib.rs".to_owned()]));
    }

    #[test]
    fn paths_that_leave_the_folder_are_read_over() {
        for path in ["../secret", "/etc/passwd", "a/../b", "C:\\x", "a//b", "", "./a"] {
            assert!(parse(path).is_empty(), "{path}");
        }
    }
}
