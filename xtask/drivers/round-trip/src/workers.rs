//! The operations of a document, shared by as many threads as there are processors.
//!
//! Each thread has a client and a server of its own, which talk over loopback: a value goes there and back without waking another thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use specwright::config::Config;
use specwright::diag::Code;
use specwright::ir::Api;
use specwright::ir::operation::Operation;
use specwright::project::{ApiProject, Project};
use specwright_runtime::client::Client;
use specwright_runtime::request::EncodedRequest;

use crate::exchange::exchange;
use crate::known::Known;
use crate::media::Chosen;
use crate::probe::{Probe, Stage, Staged};
use crate::samples::{Direction, Lists, Manner, Sampler};
use crate::strings::{Place, Strings};
use crate::tally::Tally;
use crate::{Document, Source, network, requests, responses};

/// How often a message is made anew that can't be written.
const TRIES: [Manner; 6] = [Manner::Bold, Manner::Bold, Manner::Bold, Manner::Tame, Manner::Tame, Manner::Tame];

/// Runs every operation of a document.
pub(crate) fn document(document: &Document, values: u64, seed: u64) -> Tally {
    let mut whole = Tally::default();
    let Some(api) = lowered(&document.source) else {
        whole.wrong("the document can't be read", || document.name.to_owned());
        return whole;
    };
    let only = std::env::var("OPERATION").ok().filter(|id| !id.is_empty());
    let all = api.groups.iter().flat_map(|group| &group.operations).zip(document.operations).enumerate();
    let chosen: Vec<_> =
        all.filter(|(_, (operation, _))| only.as_ref().is_none_or(|only| *only == operation.name.wire)).collect();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(chosen.len());
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut tally = Tally::default();
            let worker = Worker::new(document, &api).await;
            while let Some((index, (operation, _))) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                tally.add(&worker.operation(operation, *index, values, seed).await);
            }
            tally
        })
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(tally) => whole.add(&tally),
                Err(_) => whole.wrong("a thread has panicked", || document.name.to_owned()),
            }
        }
    });
    whole
}

struct Worker<'a> {
    document: &'a Document,
    api: &'a Api,
    probes: Vec<Probe>,
    stage: Arc<Stage>,
    client: Client,
}

impl<'a> Worker<'a> {
    async fn new(document: &'a Document, api: &'a Api) -> Self {
        let probes: Vec<Probe> = document.operations.iter().map(|probe| probe()).collect();
        let stage = Arc::new(Stage::default());
        let url = network::server(&probes, stage.clone()).await;
        let client = network::client(&url, &probes);
        Self { document, api, probes, stage, client }
    }

    async fn operation(&self, operation: &Operation, index: usize, values: u64, seed: u64) -> Tally {
        let (id, name, probe) = (&operation.name.wire, self.document.name, &self.probes[index]);
        let mut tally = Tally { operations: 1, ..Tally::default() };
        let known = Known::new(operation, probe.spec);
        let mut strings = Strings::default();
        for value in 0..values {
            let rng = fastrand::Rng::with_seed(seed ^ value.rotate_left(32) ^ hash(id));
            let mut sampler = Sampler {
                types: &self.api.types,
                elements: self.document.elements,
                rng,
                direction: Direction::Request,
                manner: Manner::Bold,
                place: Place::Anywhere,
                strings: &mut strings,
                lists: Lists::Any,
            };
            match sampled(operation, probe, &known, &mut sampler, &mut tally) {
                Ok((chosen, request, staged)) => {
                    tally.sent += 1;
                    match exchange(&self.client, &self.stage, probe, chosen, request, staged).await {
                        Ok(()) => tally.equal += 1,
                        Err((kind, detail)) => {
                            tally.wrong(&format!("{name} {id}: {kind}"), || format!("value {value}: {detail}"));
                        }
                    }
                }
                Err(reason) => tally.unsaid(format!("{name} {id}: {reason}")),
            }
        }
        if tally.sent * 10 < values * 9 {
            let reasons: Vec<_> = tally.unsaid.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            println!("  {}/{values} values could be sent: {}", tally.sent, reasons.join("; "));
        }
        tally
    }
}

/// A request and its answer; or why there is none. What a client refuses to write is made anew.
fn sampled(
    operation: &Operation,
    probe: &Probe,
    known: &Known,
    sampler: &mut Sampler<'_>,
    tally: &mut Tally,
) -> Result<(Chosen, EncodedRequest, Staged), String> {
    let mut tried = |make: &mut dyn FnMut(&mut Sampler<'_>) -> Result<(), String>| {
        let mut why = String::new();
        for manner in TRIES {
            sampler.manner = manner;
            match make(sampler) {
                Ok(()) => return Ok(()),
                Err(reason) => why = reason,
            }
            tally.refused += 1;
        }
        Err(why)
    };
    let mut chosen = Chosen::default();
    let mut staged = None;
    tried(&mut |sampler| {
        let (accept, answer) = responses::sample(operation, known, sampler)?;
        (chosen.accept, staged) = (accept, Some(answer));
        Ok(())
    })?;
    let mut request = None;
    tried(&mut |sampler| {
        let (content_type, made) = requests::sample(operation, probe.spec, known, chosen.accept, sampler)?;
        (chosen.content_type, request) = (content_type, Some(made));
        Ok(())
    })?;
    match (request, staged) {
        (Some(request), Some(staged)) => Ok((chosen, request, staged)),
        _ => Err("there is none".to_owned()),
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
            remote_refs: [].into(),
            out: PathBuf::new(),
            config: Config {
                allow: Code::ALL.iter().copied().filter(|code| allow.contains(&code.as_str())).collect(),
                ..Config::default()
            },
        },
    };
    api.lowered().ok()?
}
