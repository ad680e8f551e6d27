//! Tables as comma-separated values (RFC 4180).

/// Columns with their rows.
pub(super) struct Table {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// The same with only these columns, in this order; the name of the first that there is not, if there is one.
    pub(super) fn only(self, names: &[String]) -> Result<Self, String> {
        let place = |name: &String| self.columns.iter().position(|column| column == name).ok_or_else(|| name.clone());
        let places = names.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            columns: places.iter().map(|at| self.columns[*at]).collect(),
            rows: self.rows.iter().map(|row| places.iter().map(|at| row[*at].clone()).collect()).collect(),
        })
    }

    /// As text, with a header line.
    pub(super) fn to_csv(&self, delimiter: char) -> String {
        let mut text = String::new();
        line(&mut text, self.columns.iter().copied(), delimiter);
        for row in &self.rows {
            line(&mut text, row.iter().map(String::as_str), delimiter);
        }
        text
    }

    /// As lines for people.
    pub(super) fn to_lines(&self) -> Vec<String> {
        let rows = self.rows.iter().map(|row| row.join("   "));
        std::iter::once(self.columns.join("   ")).chain(rows).collect()
    }
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>, delimiter: char) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(delimiter);
        }
        if cell.contains(['"', '\r', '\n', delimiter]) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
}
