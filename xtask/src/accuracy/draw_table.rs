//! What was drawn by chance, by language: the table and its targets.

use super::document::{held, title};
use super::draws::{DrawFigures, Draws};
use super::figures::{BOUNDARY, DISGUISED_PRECISION, precision};
use super::labels::Set;

const HEADS: [&str; 6] =
    ["language", "set", "repositories", "sites of what is reported", "boundary right", "not reported"];

/// What stands for a language where doubles written by hand were drawn, from all of them.
const DOUBLES: &str = "doubles";

/// A row for each language and set under the names of the columns; none where nothing was drawn.
pub(super) fn rows(draws: &Draws) -> Vec<Vec<String>> {
    if draws.is_empty() {
        return Vec::new();
    }
    let row = |language: &str, set: Set, figures: &DrawFigures| {
        let (sites, boundary) = (figures.sites.to_string(), figures.boundary.to_string());
        [
            language.to_owned(),
            name(set).to_owned(),
            figures.repositories.to_string(),
            sites,
            boundary,
            figures.gone.to_string(),
        ]
        .to_vec()
    };
    let heads = [HEADS.map(str::to_owned).to_vec()];
    heads.into_iter().chain(draws.iter().map(|((language, set), figures)| row(language, *set, figures))).collect()
}

/// Draws that miss a target.
pub(super) fn missed(draws: &Draws) -> Vec<String> {
    let mut missed = Vec::new();
    for ((language, set), figures) in draws {
        let (of, target) = (format!("drawn by chance, {language}, {} set", name(*set)), sites_wanted(language));
        if !figures.boundary.reaches(BOUNDARY) {
            missed.push(format!("{of}: boundary right {}, target {BOUNDARY:.2}", figures.boundary));
        }
        if !figures.sites.reaches(target) {
            missed.push(format!("{of}: precision {}, target {target:.3}", figures.sites));
        }
    }
    missed
}

/// The section of the document.
pub(super) fn section(draws: &Draws, text: &mut String) {
    if draws.is_empty() {
        return;
    }
    text.push_str(SECTION);
    text.push_str(&format!("| {} |\n|{}\n", HEADS.join(" | "), " --- |".repeat(HEADS.len())));
    for ((language, set), figures) in draws {
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            if language == DOUBLES { "*doubles written by hand*".to_owned() } else { title(language) },
            name(*set),
            figures.repositories,
            held(figures.sites, sites_wanted(language)),
            held(figures.boundary, BOUNDARY),
            figures.gone
        ));
    }
}

const SECTION: &str = "
## Drawn by chance

Labelled files come in whole, from a few packages a language, so that one habit of one author weighs much. `xtask/accuracy/draws/`
holds single explicit sites, drawn by a seeded program from what demock reports in repositories that no rule had been written
from, in turn, ten of each at most. A reader said by [sites.md](sites.md) what each replaces before what demock says of that was looked
at. A draw says nothing of what is missed. The repositories were parted by a coin before they were read: of the open half
what is wrong may be read by whoever writes rules, of the final half sums alone are kept.
*Doubles written by hand* were drawn from both halves, from what was reported as such, and are read by whoever sets their weights;
of these only what is still certain or likely counts as reported. The rules of this page's day came after these draws and were mended
by the open ones.

";

/// How much of what is reported must be sites.
fn sites_wanted(language: &str) -> f64 {
    if language == DOUBLES { DISGUISED_PRECISION } else { precision(language) }
}

const fn name(set: Set) -> &'static str {
    match set {
        Set::Open => "open",
        Set::Final => "final",
    }
}
