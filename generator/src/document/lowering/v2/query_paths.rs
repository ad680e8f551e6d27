//! `x-ms-paths`: paths that are told apart by their query strings, which documents of Azure keep apart from the others.

use serde_json::{Map, Value};

use crate::document::Origins;
use crate::source::pointer;

/// The keyword.
const KEYWORD: &str = "x-ms-paths";

/// A document that has such paths, with them among the others; and where they come from.
pub(super) fn joined(root: &Value, origins: &Origins) -> Option<(Value, Origins)> {
    let more = root.get(KEYWORD)?.as_object()?;
    let (mut root, mut places) = (root.clone(), origins.clone());
    let map = root.as_object_mut()?;
    map.shift_remove(KEYWORD);
    let paths = map.entry("paths").or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    for (path, item) in more {
        if !paths.contains_key(path) {
            let place = origins.place(&pointer::join(&pointer::join("", KEYWORD), path));
            places.insert(pointer::join("/paths", path), place);
            paths.insert(path.clone(), item.clone());
        }
    }
    Some((root, places))
}
