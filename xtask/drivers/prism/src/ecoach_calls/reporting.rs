//! Reports, at once and by a job.

use std::time::{Duration, Instant};

use ecoach::client::Client;
use ecoach::types::{CreateReportJobCommand, ExportProgressReportDelimiter, ReportFormat, ReportJobState, ReportType};

use super::{days, nobody};
use crate::report::Report;

/// How long a job may take.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn run(client: &Client, report: &mut Report) {
    let (from, to) = days();
    let reports = client.reports();
    let export = reports.export_progress(from, to).delimiter(ExportProgressReportDelimiter::Semicolon);
    report.well("exportProgressReport", export.team_ids(vec![nobody()]).send().await);
    if let Ok(me) = client.users().get_current().send().await {
        report.well("exportUserTranscript", reports.export_user_transcript(me.id).language("de").send().await);
    }
    report.refused("exportUserTranscript", 404, reports.export_user_transcript(nobody()).send().await);
    report.well("getStatistics", reports.get_statistics().send().await);
    for format in [ReportFormat::Csv, ReportFormat::Pdf] {
        let command = CreateReportJobCommand {
            columns: Some(vec!["email".to_owned()]),
            ..CreateReportJobCommand::new(ReportType::Users, format, from, to)
        };
        let Some(job) = report.well("createReportJob", reports.create_job(command).send().await) else { continue };
        report.refused("downloadReport", 409, reports.download(job.body.id).send().await);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let answer = report.well("getReportJob", reports.get_job(job.body.id).send().await);
            if answer.is_none_or(|answer| answer.body.state == ReportJobState::Succeeded) {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        report.well("downloadReport", reports.download(job.body.id).send().await);
    }
    report.refused("getReportJob", 404, reports.get_job(nobody()).send().await);
    report.refused("downloadReport", 404, reports.download(nobody()).send().await);
}
