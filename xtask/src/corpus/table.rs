//! Rows as text: for a person, and as tab-separated values.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Row;

/// Titles of the columns.
pub(super) const HEADER: &str = "pass  gen s  gen MB    lines  check s  check MB  document";

/// A row for a person; what failed stands below it.
pub(super) fn line(row: &Row) -> String {
    let both = row.checks.first();
    let mut text = format!(
        "{:<4} {:>6.2} {:>7} {:>8} {:>8.1} {:>9}  {}",
        if row.passes() { "ok" } else { "FAIL" },
        row.generated.ended.wall.as_secs_f64(),
        megabytes(row.generated.ended.memory),
        row.generated.lines,
        both.map_or(0.0, |check| check.ended.cpu.as_secs_f64()),
        both.map_or(0, |check| megabytes(check.ended.memory)),
        row.name,
    );
    if !row.generated.codes.is_empty() {
        let _ = write!(text, "  [{}]", codes(row));
    }
    if let Some(failure) = &row.generated.failure {
        let _ = write!(text, "\n     generate: {failure}");
    }
    for check in row.checks.iter().filter(|check| !check.passes()) {
        let _ = write!(
            text,
            "\n     {}: {} errors, {} warnings: {}",
            check.what, check.errors, check.warnings, check.first
        );
    }
    text
}

/// How many passed, and what was said in all.
pub(super) fn summary(rows: &[Row]) -> String {
    let passed = rows.iter().filter(|row| row.passes()).count();
    let generated = rows.iter().filter(|row| row.generated.is_complete()).count();
    let lines: usize = rows.iter().map(|row| row.generated.lines).sum();
    let listed: u64 = rows.iter().map(|row| row.generated.operations.0).sum();
    let there: u64 = rows.iter().map(|row| row.generated.operations.1).sum();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in rows.iter().flat_map(|row| &row.generated.codes) {
        *codes.entry(code).or_default() += count;
    }
    let codes: Vec<_> = codes.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let failed = rows.len() - passed;
    format!(
        "\n{passed} passed, {failed} failed\n{generated} of {} generated, {lines} lines\n\
         {there} of {listed} operations are in the output\nsaid: {}\n",
        rows.len(),
        codes.join(", "),
    )
}

/// All rows for a machine.
pub(super) fn tsv(rows: &[Row]) -> String {
    let mut text = String::from(
        "document\tpass\tallowed\tcodes\tlisted\toperations\tlines\tgen_s\tgen_cpu_s\tgen_mb\tcheck\tcheck_cpu_s\tcheck_mb\terrors\twarnings\tfirst\n",
    );
    for row in rows {
        let generated = &row.generated;
        let head = format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{}",
            row.name,
            u8::from(row.passes()),
            generated.allowed.iter().cloned().collect::<Vec<_>>().join(","),
            codes(row),
            generated.operations.0,
            generated.operations.1,
            generated.lines,
            generated.ended.wall.as_secs_f64(),
            generated.ended.cpu.as_secs_f64(),
            megabytes(generated.ended.memory),
        );
        if row.checks.is_empty() {
            let _ = writeln!(text, "{head}\t\t\t\t\t\t{}", generated.failure.as_deref().unwrap_or(""));
        }
        for check in &row.checks {
            let _ = writeln!(
                text,
                "{head}\t{}\t{:.2}\t{}\t{}\t{}\t{}",
                check.what,
                check.ended.cpu.as_secs_f64(),
                megabytes(check.ended.memory),
                check.errors,
                check.warnings,
                check.first
            );
        }
    }
    text
}

fn codes(row: &Row) -> String {
    row.generated.codes.iter().map(|(code, count)| format!("{code} {count}")).collect::<Vec<_>>().join(", ")
}

fn megabytes(bytes: u64) -> u64 {
    bytes / 1_000_000
}
