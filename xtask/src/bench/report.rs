//! `docs/performance.md` from what was measured.

use super::{Cost, Measured};

/// The page.
pub(crate) fn markdown(measured: &[Measured], versions: &[String], missing: &[String], runs: usize) -> String {
    let mut text = format!(
        "# Performance\n\nMade by `cargo xtask bench-scan`: every command in turn, {runs} counted runs after one that warms \
         the page cache, medians, warm cache. CPU is user and system time together; peak is the largest resident set. \
         Machines differ and are noisy: quote the ratios, not the seconds.\n\n"
    );
    for version in versions {
        text.push_str(&format!("- {version}\n"));
    }
    for line in missing {
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
        let text = markdown(&[Measured { corpus: "c".to_owned(), jobs }], &[], &[], 3);
        assert!(text.contains("| rg | 0.500 | 1.000 | 10 | 1.00 | 1.00 |"), "{text}");
        assert!(text.contains("| demock | 1.000 | 2.000 | 10 | 2.00 | 2.00 |"), "{text}");
    }
}
