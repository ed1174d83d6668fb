//! The verdicts of tests, package by package: the table, its target, and which are not as their runs showed.

use super::causes::Causes;
use super::explained::by_cause;
use super::measure::{Measured, Recorded};
use super::verdicts::Verdicts;
use super::wrong::{What, Wrong};

/// The harmonic mean of precision and recall that each package, and all together, must reach.
const F1: f64 = 0.93;

const HEADS: [&str; 10] =
    ["package", "tests", "precision", "recall", "F1", "at worst", "skipped", "provided", "unknown", "not listed"];

fn sum(recorded: &[Recorded]) -> Verdicts {
    let mut sum = Verdicts::default();
    for recorded in recorded {
        sum.add(&recorded.verdicts);
    }
    sum
}

/// A row for each package and one for all, under the names of the columns; none where nothing was recorded.
pub(super) fn rows(recorded: &[Recorded]) -> Vec<Vec<String>> {
    if recorded.is_empty() {
        return Vec::new();
    }
    let all = sum(recorded);
    let named = recorded.iter().map(|recorded| (&*recorded.package, &recorded.verdicts)).chain([("all", &all)]);
    let row = |(name, verdicts): (&str, &Verdicts)| {
        let ratios = [verdicts.precision(), verdicts.recall(), verdicts.f1(), verdicts.f1_at_worst()];
        let counts = [verdicts.not_run, verdicts.provided, verdicts.unknown, verdicts.unlisted];
        let before = [name.to_owned(), verdicts.tests().to_string()];
        let after = ratios.iter().map(ToString::to_string).chain(counts.iter().map(ToString::to_string));
        before.into_iter().chain(after).collect()
    };
    [HEADS.map(str::to_owned).to_vec()].into_iter().chain(named.map(row)).collect()
}

/// Packages that miss the target, and all together if they do.
pub(super) fn missed(recorded: &[Recorded]) -> Vec<String> {
    let all = sum(recorded);
    let named = recorded.iter().map(|recorded| (&*recorded.package, &recorded.verdicts)).chain([("all", &all)]);
    let short = named.filter(|(_, verdicts)| !verdicts.f1().reaches(F1));
    short.map(|(name, verdicts)| format!("verdicts of tests, {name}: F1 {}, target {F1:.2}", verdicts.f1())).collect()
}

/// The section of the document.
pub(super) fn section(measured: &Measured, causes: &Causes, text: &mut String) {
    let rows = rows(&measured.traces);
    let Some((heads, rows)) = rows.split_first() else { return };
    text.push_str("\n## Verdicts of tests\n\n");
    text.push_str(&format!(
        "What is said of each recorded package's tests, against what their runs showed. Target: F1 {F1:.2}, of each package \
         and of all together. What misses it is bold.\n\n"
    ));
    text.push_str(&format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len())));
    let verdicts = measured.traces.iter().map(|recorded| recorded.verdicts).chain([sum(&measured.traces)]);
    for (row, verdicts) in rows.iter().zip(verdicts) {
        let mut row = row.clone();
        if !verdicts.f1().reaches(F1) {
            row[4] = format!("**{}**", row[4]);
        }
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    let of = |what: What| -> Vec<&Wrong> { measured.wrongs.iter().filter(|wrong| wrong.what == what).collect() };
    by_cause("Doubled and not said so", &of(What::VerdictMiss), causes, text);
    by_cause("Said to be doubled and not", &of(What::VerdictWrong), causes, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accuracy::figures::Figures;

    #[test]
    fn a_package_that_misses_the_target_is_named() {
        let recorded = |package: &str, right, missed| Recorded {
            language: "python",
            package: package.to_owned(),
            figures: Figures::default(),
            verdicts: Verdicts { right, missed, ..Verdicts::default() },
        };
        // 2 × 9 of 2 × 9 + 2 is 0.900; all together are 2 × 109 of 2 × 109 + 2.
        let all = [recorded("a 1", 100, 0), recorded("b 1", 9, 2)];
        assert_eq!(missed(&all), ["verdicts of tests, b 1: F1 0.900 (18/20), target 0.93"]);
        assert_eq!(missed(&all[1..]).len(), 2);
        let measured = Measured { traces: all.to_vec(), ..Measured::default() };
        let mut text = String::new();
        section(&measured, &Causes::default(), &mut text);
        assert!(text.contains("\n| a 1 | 100 | – |") || text.contains("\n| a 1 | 100 | 1.000 (100/100) |"), "{text}");
        assert!(text.contains(" | **0.900 (18/20)** | "), "{text}");
        assert_eq!(rows(&[]), Vec::<Vec<String>>::new());
    }
}
