//! Which boundary is taken for which: the reader's by row, demock's by column.
//!
//! Invariant: counts and nothing else, so that the final set may be shown, too.

use super::figures::Figures;
use demock_model::Boundary;

/// The table of explicit sites that are hit; nothing where there are none.
pub(super) fn table(figures: &Figures, heading: &str, text: &mut String) {
    if figures.boundaries.is_empty() {
        return;
    }
    let is_used =
        |boundary: &&Boundary| figures.boundaries.keys().any(|(read, said)| read == *boundary || said == *boundary);
    let used: Vec<Boundary> = Boundary::ALL.iter().filter(is_used).copied().collect();
    text.push_str(&format!("\n{heading} Boundaries of explicit sites\n\n| reader \\ demock |"));
    for boundary in &used {
        text.push_str(&format!(" {boundary} |"));
    }
    text.push_str(&format!("\n| --- |{}\n", " --- |".repeat(used.len())));
    for read in &used {
        let count = |said: &Boundary| figures.boundaries.get(&(*read, *said)).copied().unwrap_or_default();
        if used.iter().all(|said| count(said) == 0) {
            continue;
        }
        text.push_str(&format!("| {read} |"));
        for said in &used {
            let count = count(said);
            let cell = match count {
                0 => String::new(),
                _ if said == read => format!("**{count}**"),
                _ => count.to_string(),
            };
            text.push_str(&format!(" {cell} |"));
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_ones_are_bold_and_rows_without_sites_are_left_out() {
        let mut figures = Figures::default();
        let mut text = String::new();
        table(&figures, "###", &mut text);
        assert_eq!(text, "");
        for (read, said, count) in [
            (Boundary::Cache, Boundary::Cache, 3),
            (Boundary::Cache, Boundary::OwnCode, 2),
            (Boundary::Cache, Boundary::Http, 1),
            (Boundary::OwnCode, Boundary::OwnCode, 7),
        ] {
            figures.boundaries.insert((read, said), count);
        }
        table(&figures, "###", &mut text);
        let expected = "\n### Boundaries of explicit sites\n\n| reader \\ demock | cache | http | own-code |\n\
            | --- | --- | --- | --- |\n| cache | **3** | 1 | 2 |\n| own-code |  |  | **7** |\n";
        assert_eq!(text, expected);
    }
}
