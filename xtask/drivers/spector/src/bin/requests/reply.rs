//! Whether a reply is the right one.

use driver::compare::{same, same_text};
use driver::scenario::{Body, Expected};
use driver::xml;
use reqwest::Response;
use serde_json::Value;

/// Holds a reply against the right one.
pub async fn compare(response: Response, right: &Expected, url: &str) -> Result<(), String> {
    let status = response.status();
    let headers = response.headers().clone();
    let bytes = response.bytes().await.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&bytes);
    if u64::from(status.as_u16()) != right.status {
        return Err(format!("answered with {status} in place of {}: {text}", right.status));
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (name, value) in right.reply_headers.iter().filter(|(name, _)| *name != "content-type") {
        if !same_text(header(name), value) {
            return Err(format!("{name}: {} in place of {value}", header(name)));
        }
    }
    let media_type = header("content-type").split(';').next().unwrap_or_default().trim();
    match &right.reply {
        Some(Body::Json(value)) => {
            let value: Value = serde_json::from_str(&value.to_string().replace("{baseUrl}", url)).unwrap_or_default();
            match serde_json::from_str(&text) {
                Ok(sent) if same(&sent, &value) && media_type.ends_with("json") => Ok(()),
                _ => Err(format!("answered with {text} as {media_type:?} in place of {value}")),
            }
        }
        Some(Body::Bytes { media_type: right, .. }) if media_type != right => {
            Err(format!("answered as {media_type:?} in place of {right:?}"))
        }
        Some(Body::Bytes { media_type, bytes: right }) if media_type.ends_with("xml") => {
            let right = String::from_utf8_lossy(right).replace("{baseUrl}", url);
            if xml::same(&text, &right) { Ok(()) } else { Err(format!("answered with {text} in place of {right}")) }
        }
        Some(Body::Bytes { bytes: right, .. }) => {
            if bytes == *right {
                Ok(())
            } else {
                Err(format!("answered with {} other bytes", bytes.len()))
            }
        }
        _ => Ok(()),
    }
}
