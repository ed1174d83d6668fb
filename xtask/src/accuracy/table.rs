//! The figures as tables of text, and the list of everything that is wrong.

use super::draw_table;
use super::figures::{Family, Figures, Ratio};
use super::labels::Set;
use super::measure::Measured;
use super::traces::RECORDERS;
use super::verdict_table;

/// The tables for a terminal.
pub(super) fn terminal(measured: &Measured) -> String {
    let mut rows = Vec::new();
    for (set, name) in [(Set::Open, ""), (Set::Final, "final set, ")] {
        for (language, figures) in measured.of(set) {
            let unmeasured = if figures.is_measured() { "" } else { " (unmeasured)" };
            rows.push(vec![format!(
                "{name}{language}{unmeasured}, tier right {}, none said of {}, hard negatives kept quiet {}, surely {}",
                figures.tier, figures.silent, figures.quiet, figures.surely_quiet
            )]);
            rows.extend(lines(figures));
        }
    }
    let mut text = aligned(&rows);
    for recorder in RECORDERS {
        let Some(all) = measured.recorded(recorder.language) else { continue };
        let mut rows = vec![vec![format!("what really ran, {}", recorder.language), "sites found".to_owned()]];
        for recorded in measured.traces.iter().filter(|recorded| recorded.language == recorder.language) {
            let found = recorded.figures.of(Family::Explicit).found;
            rows.push(vec![format!("  {}", recorded.package), found.to_string()]);
        }
        rows.push(vec!["all explicit".to_owned(), all.of(Family::Explicit).found.to_string()]);
        rows.extend(all.by_kind.iter().map(|(kind, tally)| vec![format!("  {kind}"), tally.found.to_string()]));
        text.push('\n');
        text.push_str(&aligned(&rows));
    }
    let rows = verdict_table::rows(&measured.traces);
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&aligned(&rows));
    }
    let rows = draw_table::rows(&measured.draws);
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&aligned(&rows));
    }
    for absent in &measured.absent {
        text.push_str(&format!("not to be had: {absent}\n"));
    }
    text
}

/// Rows of families and of their kinds: name, sites found, reports right (and those more than possible), reports a site,
/// kind, boundary, open.
fn lines(figures: &Figures) -> Vec<Vec<String>> {
    let heads = [
        "",
        "recall",
        "surely",
        "precision",
        "surely",
        "certainly",
        "reports per site",
        "kind right",
        "boundary right",
        "of all",
        "open",
    ];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut row = |name: String, tally: &super::figures::Tally| {
        let ratios = [
            tally.found,
            tally.found_surely,
            tally.right,
            tally.surely_right,
            tally.certainly_right,
            tally.reports_per_site(),
            tally.kind,
            tally.boundary,
            tally.boundary_of_all,
        ];
        let mut cells = vec![name];
        cells.extend(ratios.iter().map(Ratio::to_string));
        cells.push(tally.neutral.to_string());
        rows.push(cells);
    };
    for family in Family::ALL {
        row(family.name().to_owned(), &figures.of(family));
    }
    for (kind, tally) in &figures.by_kind {
        row(format!("  {kind}"), tally);
    }
    rows
}

/// Everything that is wrong, one a line, divided by tabs.
pub(super) fn list(measured: &Measured) -> String {
    let mut text = String::from("what\tlanguage\tpackage\tpath\tline\tkind\tnote\tsource\n");
    for wrong in &measured.wrongs {
        let kind = wrong.kind.map_or("-", |kind| kind.as_str());
        let fields = [
            wrong.what.name(),
            &wrong.language,
            &wrong.package,
            &wrong.path,
            &wrong.line.to_string(),
            kind,
            &wrong.note,
            &wrong.text,
        ];
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    text
}

/// Columns as wide as their widest cell; a row of one cell is a title.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = || rows.iter().filter(|row| row.len() > 1);
    let width =
        |column: usize| cells().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let padded = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| if row.len() > 1 { format!("{cell:<width$}") } else { cell.clone() });
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}
