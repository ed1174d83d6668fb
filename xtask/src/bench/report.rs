//! `docs/performance.md` from what was measured.

use super::{Cost, Measured};

/// What the figures were taken with.
pub(crate) struct Circumstances<'a> {
    pub(crate) versions: &'a [String],
    pub(crate) missing: &'a [String],
    pub(crate) runs: usize,
    /// Load average before and after.
    pub(crate) load: String,
}

/// How to read the tables.
const METHOD: &str = "\
CPU is user and system time together; peak is the largest resident set. Machines differ and are noisy: quote the ratios, \
not the seconds.

Targets on the tenfold tree, against the text search in the same run: 1.5 times its CPU and wall time for explicit \
sites, 3 times for everything, less than it and at most 0.1 s where nothing changed, 64 MiB. The hook answers within \
50 ms.

The ten copies of *ten times over* are alike byte for byte, and demock scans a content once a run: that tree shows what \
finding, reading, resolving and judging 15,000 files cost. *Every file distinct* is the same tree with one more \
comment line in each Python file: it shows what scanning them costs. *Sixty-six times over* shows growth to 100,000 files.
";

/// The page.
pub(crate) fn markdown(measured: &[Measured], with: &Circumstances<'_>) -> String {
    let (runs, load) = (with.runs, &with.load);
    let mut text = format!(
        "# Performance\n\nMade by `cargo xtask bench-scan`: every command in turn, {runs} counted runs after one that warms \
         the page cache, medians, warm cache. {METHOD}\n"
    );
    for version in with.versions {
        text.push_str(&format!("- {version}\n"));
    }
    text.push_str(&format!("- load average of the machine: {load}\n"));
    for line in with.missing {
        text.push_str(&format!("- missing: {line}\n"));
    }
    for corpus in measured {
        text.push_str(&format!(
            "\n## {}\n\n| command | wall s | CPU s | peak MiB | wall ÷ rg | CPU ÷ rg |\n| --- | --: | --: | --: | --: | --: |\n",
            corpus.corpus
        ));
        let anchor = corpus.jobs.first().map(|(_, costs)| middle(costs));
        for (name, costs) in &corpus.jobs {
            let cost = middle(costs);
            let ratio = |of: fn(&Cost) -> f64| {
                anchor
                    .as_ref()
                    .map(of)
                    .filter(|anchor| *anchor > 0.0)
                    .map_or("–".to_owned(), |by| format!("{:.2}", of(&cost) / by))
            };
            text.push_str(&format!(
                "| {name} | {:.3} | {:.3} | {:.0} | {} | {} |\n",
                cost.wall_seconds,
                cost.cpu_seconds,
                cost.peak_mebibytes,
                ratio(|cost| cost.wall_seconds),
                ratio(|cost| cost.cpu_seconds)
            ));
        }
    }
    text
}

/// The median of each figure.
fn middle(costs: &[Cost]) -> Cost {
    let median = |of: fn(&Cost) -> f64| {
        let mut figures: Vec<f64> = costs.iter().map(of).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(0.0)
    };
    Cost {
        wall_seconds: median(|cost| cost.wall_seconds),
        cpu_seconds: median(|cost| cost.cpu_seconds),
        peak_mebibytes: median(|cost| cost.peak_mebibytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_ratios() {
        let cost = |wall_seconds| Cost { wall_seconds, cpu_seconds: 2.0 * wall_seconds, peak_mebibytes: 10.0 };
        let jobs = vec![
            ("rg".to_owned(), vec![cost(0.5), cost(9.0), cost(0.1)]),
            ("demock".to_owned(), vec![cost(1.0), cost(1.5), cost(0.0)]),
        ];
        let with = Circumstances { versions: &[], missing: &[], runs: 3, load: "0.1 before, 0.2 after".to_owned() };
        let text = markdown(&[Measured { corpus: "c".to_owned(), jobs }], &with);
        assert!(text.contains("| rg | 0.500 | 1.000 | 10 | 1.00 | 1.00 |"), "{text}");
        assert!(text.contains("| demock | 1.000 | 2.000 | 10 | 2.00 | 2.00 |"), "{text}");
    }
}
