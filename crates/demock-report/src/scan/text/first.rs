//! What to do first: the few files, the service and the boundary whose clean-up frees most tests.

use crate::effect::{Effect, Effects, Ground, by_freed};
use crate::escape::terminal;
use crate::figures::{Figures, count, grouped};
use crate::listing::wrap;
use crate::style::{Role, TextOptions};
use demock_model::{Boundary, Report};
use std::io::{self, Write};

/// Files that are named.
const FILES: usize = 3;

pub(super) fn write(
    report: &Report,
    figures: &Figures<'_>,
    options: &TextOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (title, steps) = steps(report, figures);
    writeln!(out, "{}", options.color.paint(Role::Strong, title))?;
    for (at, step) in steps.iter().enumerate() {
        let lead = if steps.len() == 1 { "  ".to_owned() } else { format!("  {}. ", at + 1) };
        let room = options.width.saturating_sub(lead.len()).max(12);
        for (line_at, line) in wrap(step, room).iter().enumerate() {
            let lead = if line_at == 0 { lead.clone() } else { " ".repeat(lead.len()) };
            writeln!(out, "{lead}{line}")?;
        }
    }
    Ok(())
}

fn steps(report: &Report, figures: &Figures<'_>) -> (&'static str, Vec<String>) {
    if report.findings.is_empty() {
        let text = if figures.tests == 0 {
            "Nothing was proved: no test was found. Name the folder that holds the tests, or look at what is excluded."
        } else {
            "No test double was found. Keep it so: `demock check` fails on the first new one."
        };
        return ("Next", vec![text.to_owned()]);
    }
    let ground = Ground::of(report);
    let mut steps = Vec::new();
    if ground == Ground::AllSites {
        steps.push(nothing_minded(figures));
    }
    let files = ground.effects(report, |finding| finding.path);
    steps.extend(by_freed(&files).iter().filter(|(_, it)| it.reached > 0).take(FILES).map(|(path, it)| file(path, it)));
    let services = ground.effects(report, |finding| finding.service);
    steps.extend(best("service", &services));
    let mut boundaries = ground.effects(report, |finding| finding.boundary);
    // Nothing can be said of how to replace what is not known.
    boundaries.remove(&Boundary::Unknown);
    steps.extend(best("boundary", &boundaries));
    steps.push(match ground {
        Ground::OpenSites => {
            "`demock plan` writes the whole order; `demock baseline --write` accepts today's findings, so that `demock check` fails on new ones only.".to_owned()
        }
        Ground::AllSites => "`demock explain RULE` says what a finding means and what to use instead.".to_owned(),
    });
    ("Do first", steps)
}

fn nothing_minded(figures: &Figures<'_>) -> String {
    let real =
        figures.by_tier().iter().filter(|(tier, _)| crate::figures::claims_real(tier)).map(|(_, row)| row.tests).sum();
    match real {
        0 => "No test here says that it is an integration or end-to-end test, so the policy forbids nothing. Say which are, under `[tier.integration]` in demock.toml; `demock init` proposes it.".to_owned(),
        real => format!("Policy minds no double that reaches one of the {}. What follows counts every site and every test.", count(real, "test that claims to be real")),
    }
}

fn file(path: &str, effect: &Effect) -> String {
    let boundaries: Vec<_> = effect.boundaries.iter().map(|it| it.as_str()).collect();
    format!(
        "{}: {} ({}) {} {}; without {}, {} free of doubles.",
        terminal(path),
        count(effect.sites, "site"),
        boundaries.join(", "),
        if effect.sites == 1 { "reaches" } else { "reach" },
        count(effect.reached, "test"),
        if effect.sites == 1 { "it" } else { "them" },
        if effect.freed == 1 { "1 is".to_owned() } else { format!("{} are", grouped(effect.freed)) },
    )
}

/// The one service or boundary that frees most, where there is a choice.
fn best<K: Ord + Clone + std::fmt::Display>(noun: &str, effects: &Effects<K>) -> Option<String> {
    let (key, effect) = by_freed(effects).into_iter().next()?;
    if effects.len() < 2 || effect.freed == 0 {
        return None;
    }
    let name = terminal(&key.to_string());
    Some(format!(
        "The {noun} {name}: cleaning its {} frees {}.",
        count(effect.sites, "site"),
        count(effect.freed, "test")
    ))
}
