//! The generated clients, calling every operation of their API through a proxy that holds requests and answers against the document.
//!
//! `prism API URL` prints a line per call: the operation, and what is wrong, which is nothing where all is right.

mod ecoach_calls;
mod platform_calls;
mod proxy;
mod report;
mod showcase_calls;

use std::process::ExitCode;

use report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [api, url] = arguments.as_slice() else {
        eprintln!("error: usage: prism API URL");
        return ExitCode::from(2);
    };
    let mut report = Report::default();
    match api.as_str() {
        "ecoach" => ecoach_calls::run(url, &mut report).await,
        "platform" => platform_calls::run(url, &mut report).await,
        "showcase" => showcase_calls::run(url, &mut report).await,
        _ => {
            eprintln!("error: there are no calls of {api}");
            return ExitCode::from(2);
        }
    }
    report.print();
    ExitCode::SUCCESS
}
