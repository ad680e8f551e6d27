//! The way of a value: client, server, handler, and back.
//!
//! A request is made in bytes and sent; what the server has read of it is sent again by the client, and what the server has read then must say
//! the same in bytes. The answer is made in bytes too: the handler reads and returns it, and what comes back must say the same.

use specwright_runtime::client::Client;
use specwright_runtime::request::EncodedRequest;
use specwright_runtime::{Body, Bytes, HeaderMap, StatusCode};

use crate::compare;
use crate::media::Chosen;
use crate::probe::{Asked, Probe, Stage, Staged};

const LIMIT: usize = 64 << 20;

/// What is wrong, and the details of it.
pub(crate) type Wrong = (&'static str, String);

/// Sends a request and its answer, twice: as they were made, and as they were read.
pub(crate) async fn exchange(
    client: &Client,
    stage: &Stage,
    probe: &Probe,
    chosen: Chosen,
    request: EncodedRequest,
    staged: Staged,
) -> Result<(), Wrong> {
    (probe.readable)(&staged)
        .map_err(|error| ("the client refuses an answer", format!("{error}\n    {}", told(&staged))))?;
    let (kept, first) = copies(request).await?;
    *stage.answer.lock().expect("not poisoned") = Some(staged.clone());
    *stage.chosen.lock().expect("not poisoned") = chosen;
    *stage.asked.lock().expect("not poisoned") = None;
    let answer = (probe.send)(client, first, chosen).await;
    let Some(asked) = stage.asked.lock().expect("not poisoned").take() else {
        let sent = kept.body.as_deref().unwrap_or_default().escape_ascii().to_string();
        let said = match answer {
            Ok(answer) => format!("{} {}", answer.status, String::from_utf8_lossy(&whole(answer.body).await?)),
            Err(error) => error,
        };
        let sent = sent.get(..300).unwrap_or(&sent);
        return Err(("the server refuses a request", format!("{said}\n    {} {sent}", kept.target)));
    };
    let answer = answer.map_err(|error| ("the first call fails", error))?;
    let body = whole(answer.body).await?;
    same_answer(&staged, answer.status, &answer.headers, &body)
        .map_err(|detail| ("an answer changes on its way", detail))?;
    let answer = match asked {
        Asked::Value(value) => (probe.call)(client, value, chosen).await,
        Asked::Written(written) => {
            let (again, second) = written.map_err(|error| ("what was read can't be written", error))?;
            same_request(&kept, &again)?;
            (probe.send)(client, second, chosen).await
        }
    };
    let answer = answer.map_err(|error| ("the client can't call", error))?;
    let body = whole(answer.body).await?;
    same_answer(&staged, answer.status, &answer.headers, &body)
        .map_err(|detail| ("an answer changes in a type", detail))?;
    let asked = stage.asked.lock().expect("not poisoned").take();
    let again = match asked.ok_or(("the server refuses what it has read before", kept.target.clone()))? {
        Asked::Value(value) => match (probe.write)(value, chosen) {
            Ok(written) => copies(written).await.map_err(|(_, error)| error),
            Err(error) => Err(error),
        },
        Asked::Written(written) => written,
    };
    let (again, _) = again.map_err(|error| ("what was read can't be written", error))?;
    same_request(&kept, &again)
}

fn same_request(kept: &Kept, again: &Kept) -> Result<(), Wrong> {
    if kept.target != again.target {
        return Err(("a request changes in a type", format!("{} became {}", kept.target, again.target)));
    }
    let difference = compare::headers(&kept.headers, &again.headers)
        .or_else(|| compare::headers(&again.headers, &kept.headers))
        .or_else(|| {
            let bytes = |body: &Option<Bytes>| body.clone().unwrap_or_default();
            compare::bodies(compare::media(&kept.headers), &bytes(&kept.body), &bytes(&again.body))
        });
    difference.map_or(Ok(()), |detail| Err(("a request changes in a type", detail)))
}

fn same_answer(staged: &Staged, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<(), String> {
    if staged.status != status {
        return Err(format!("{} became {status}: {}", staged.status, String::from_utf8_lossy(body)));
    }
    let media = compare::media(&staged.headers);
    let difference = compare::headers(&staged.headers, headers)
        .or_else(|| compare::bodies(media, staged.body.as_deref().unwrap_or_default(), body));
    difference.map_or(Ok(()), Err)
}

fn told(staged: &Staged) -> String {
    let body = staged.body.as_deref().unwrap_or_default().escape_ascii().to_string();
    format!("{} {}", staged.status, body.get(..300).unwrap_or(&body))
}

/// A request without a stream.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// One request to keep and one to send; or why its body breaks off.
pub(crate) async fn copies(request: EncodedRequest) -> Result<(Kept, EncodedRequest), Wrong> {
    let EncodedRequest { method, target, headers, body } = request;
    let bytes = match body {
        Body::Empty => None,
        body => Some(whole(body).await?),
    };
    let kept = Kept { target: target.clone(), headers: headers.clone(), body: bytes.clone() };
    Ok((kept, EncodedRequest { method, target, headers, body: bytes.map_or(Body::Empty, Body::Bytes) }))
}

/// All of a body; or why it breaks off.
pub(crate) async fn whole(body: Body) -> Result<Bytes, Wrong> {
    match body {
        Body::Empty => Ok(Bytes::new()),
        Body::Bytes(bytes) => Ok(bytes),
        Body::Stream(stream) => stream.collect(LIMIT).await.map_err(|error| ("a body breaks off", error.to_string())),
    }
}
