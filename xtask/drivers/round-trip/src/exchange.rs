//! The way of a value: client, server, handler, and back.
//!
//! A request is made in bytes and sent; what the server has read of it is sent again by the client, and what the server has read then must say
//! the same in bytes. The answer is made in bytes too: the handler reads and returns it, and what comes back must say the same.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use specwright::config::Config;
use specwright::diag::Code;
use specwright::ir::Api;
use specwright::project::{ApiProject, Project};
use specwright_runtime::client::{CallOptions, Client};
use specwright_runtime::request::EncodedRequest;
use specwright_runtime::{Body, Bytes};

use crate::probe::{Probe, Stage, Staged};
use crate::samples::{Direction, Lists, Sampler};
use crate::strings::{Place, Strings};
use crate::tally::Tally;
use crate::{Document, Source, compare, network, requests, responses};

const LIMIT: usize = 64 << 20;

/// Runs every operation of a document.
pub(crate) async fn document(document: &Document, values: u64, seed: u64) -> Tally {
    let mut whole = Tally::default();
    let Some(api) = lowered(&document.source) else {
        whole.wrong("the document can't be read", || document.name.to_owned());
        return whole;
    };
    let probes: Vec<Probe> = document.operations.iter().map(|probe| probe()).collect();
    let stage = Arc::new(Stage::default());
    let url = network::server(&probes, stage.clone()).await;
    let client = network::client(&url, &probes);
    let only = std::env::var("OPERATION").ok().filter(|id| !id.is_empty());
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    for (operation, probe) in operations.zip(&probes) {
        let id = &operation.name.wire;
        if only.as_ref().is_some_and(|only| only != id) {
            continue;
        }
        let mut tally = Tally { operations: 1, ..Tally::default() };
        let known = requests::parameters(operation, probe.spec);
        let mut strings = Strings::default();
        for value in 0..values {
            let rng = fastrand::Rng::with_seed(seed ^ value.rotate_left(32) ^ hash(id));
            let mut sampler = Sampler {
                types: &api.types,
                rng,
                direction: Direction::Request,
                place: Place::Anywhere,
                strings: &mut strings,
                lists: Lists::Any,
            };
            let sampled = requests::sample(operation, probe.spec, &known, &mut sampler)
                .and_then(|request| Ok((request, responses::sample(operation, &mut sampler)?)));
            match sampled {
                Ok((request, staged)) => {
                    tally.sent += 1;
                    match exchange(&client, &stage, probe, request, staged).await {
                        Ok(()) => tally.equal += 1,
                        Err((kind, detail)) => {
                            tally.wrong(&format!("{} {id}: {kind}", document.name), || {
                                format!("value {value}: {detail}")
                            });
                        }
                    }
                }
                Err(reason) => tally.unsaid(format!("{} {id}: {reason}", document.name)),
            }
        }
        if tally.sent * 10 < values * 9 {
            let reasons: Vec<_> = tally.unsaid.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            println!("  {}/{values} values could be sent: {}", tally.sent, reasons.join("; "));
        }
        whole.add(&tally);
    }
    whole
}

/// What is wrong, and the details of it.
type Wrong = (&'static str, String);

async fn exchange(
    client: &Client,
    stage: &Stage,
    probe: &Probe,
    request: EncodedRequest,
    staged: Staged,
) -> Result<(), Wrong> {
    (probe.readable)(&staged)
        .map_err(|error| ("the client refuses an answer", format!("{error}\n    {}", told(&staged))))?;
    let (kept, first) = copies(request).await;
    *stage.answer.lock().expect("not poisoned") = Some(staged.clone());
    *stage.asked.lock().expect("not poisoned") = None;
    let answer = client.send(probe.spec, first, &CallOptions::new()).await;
    let (status, headers, body) = answer.map_err(|error| ("the first call fails", format!("{error:?}")))?;
    let body = whole(body).await;
    let Some(asked) = stage.asked.lock().expect("not poisoned").take() else {
        let sent = kept.body.as_deref().unwrap_or_default().escape_ascii().to_string();
        let (said, sent) = (String::from_utf8_lossy(&body), sent.get(..300).unwrap_or(&sent).to_owned());
        return Err(("the server refuses a request", format!("{status} {said}\n    {} {sent}", kept.target)));
    };
    same_answer(&staged, status, &headers, &body).map_err(|detail| ("an answer changes on its way", detail))?;
    let answer = (probe.call)(client, asked).await.map_err(|error| ("the client can't call", error))?;
    let body = whole(answer.body).await;
    same_answer(&staged, answer.status, &answer.headers, &body)
        .map_err(|detail| ("an answer changes in a type", detail))?;
    let asked = stage.asked.lock().expect("not poisoned").take();
    let asked = asked.ok_or(("the server refuses what it has read before", kept.target.clone()))?;
    let again = (probe.write)(asked).map_err(|error| ("what was read can't be written", error))?;
    let (again, _) = copies(again).await;
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

fn same_answer(
    staged: &Staged,
    status: specwright_runtime::StatusCode,
    headers: &specwright_runtime::HeaderMap,
    body: &[u8],
) -> Result<(), String> {
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
struct Kept {
    target: String,
    headers: specwright_runtime::HeaderMap,
    body: Option<Bytes>,
}

/// One request to keep and one to send.
async fn copies(request: EncodedRequest) -> (Kept, EncodedRequest) {
    let EncodedRequest { method, target, headers, body } = request;
    let bytes = match body {
        Body::Empty => None,
        body => Some(whole(body).await),
    };
    let kept = Kept { target: target.clone(), headers: headers.clone(), body: bytes.clone() };
    (kept, EncodedRequest { method, target, headers, body: bytes.map_or(Body::Empty, Body::Bytes) })
}

async fn whole(body: Body) -> Bytes {
    match body {
        Body::Empty => Bytes::new(),
        Body::Bytes(bytes) => bytes,
        Body::Stream(stream) => stream.collect(LIMIT).await.unwrap_or_default(),
    }
}

/// A number of a text that is the same in every run.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The API as the generator sees it.
fn lowered(source: &Source) -> Option<Api> {
    let api = match source {
        Source::Project { file, api } => {
            Project::read(Path::new(file)).ok()?.apis.into_iter().find(|it| it.name == *api)?
        }
        Source::Document { spec, root, allow } => ApiProject {
            name: String::new(),
            specs: vec![PathBuf::from(spec)],
            overlays: Vec::new(),
            ref_root: Some(PathBuf::from(root)),
            out: PathBuf::new(),
            config: Config {
                allow: Code::ALL.iter().copied().filter(|code| allow.contains(&code.as_str())).collect(),
                ..Config::default()
            },
        },
    };
    api.lowered().ok()?
}
