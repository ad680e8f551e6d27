//! Sequences that are taken whole.

use futures_util::{StreamExt as _, stream};
use showcase::runtime::{Problem, Sequence};

/// How many items are taken at once.
const MOST_ITEMS: usize = 1000;

/// All items, read before the answer begins: once it has, no status can say that one is wrong.
pub async fn whole<T: Send + 'static>(mut sequence: Sequence<T>) -> Result<Sequence<T>, Problem> {
    let mut items = Vec::new();
    while let Some(item) = sequence.next().await {
        let item = item.map_err(|error| Problem::bad_request().detail(error.to_string()))?;
        if items.len() == MOST_ITEMS {
            return Err(Problem::content_too_large());
        }
        items.push(item);
    }
    Ok(Sequence::new(stream::iter(items.into_iter().map(Ok))))
}
