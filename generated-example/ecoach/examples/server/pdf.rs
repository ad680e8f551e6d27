//! Lines of text as a PDF (ISO 32000-1): as little of it as a report needs.

use std::fmt::Write;

const LINES_ON_A_PAGE: usize = 50;

/// A title and lines below it, on as many pages as they take.
pub(super) fn document(title: &str, lines: &[String]) -> Vec<u8> {
    let mut pages: Vec<&[String]> = lines.chunks(LINES_ON_A_PAGE).collect();
    if pages.is_empty() {
        pages.push(&[]);
    }
    // 1: catalogue, 2: pages, 3: font, then a page and its content in turn.
    let numbers: Vec<usize> = (0..pages.len()).map(|page| 4 + 2 * page).collect();
    let kids: Vec<String> = numbers.iter().map(|number| format!("{number} 0 R")).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (number, page) in numbers.iter().zip(&pages) {
        let content = content(title, page);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    assemble(&objects)
}

fn content(title: &str, lines: &[String]) -> String {
    let mut text = format!("BT /F1 16 Tf 50 790 Td ({}) Tj /F1 9 Tf 0 -10 Td 14 TL\n", escape(title));
    for line in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "T* ({}) Tj", escape(line));
    }
    text.push_str("ET\n");
    text
}

/// Text in a literal string. The font has no more than Latin letters, and ASCII does for the example.
fn escape(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' });
    plain.flat_map(|c| matches!(c, '(' | ')' | '\\').then_some('\\').into_iter().chain([c])).collect()
}

/// The objects, and the table of where they stand.
fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let _ = write!(file, "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}
