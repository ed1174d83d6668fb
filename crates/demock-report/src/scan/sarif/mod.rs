//! SARIF 2.1.0, made for code scanning.
//!
//! Invariant: within GitHub's documented limits whatever the report holds: at most [`RESULTS_MAX`] results (the most
//! severe ones; a notification says what was left out), ten tags a rule, and below 10 MB when compressed. Results are
//! streamed.

mod rules;
mod wire;

use crate::rank::most_urgent;
use demock_model::{Finding, Report};
use serde::Serialize as _;
use std::io::{self, Write};

/// Results that GitHub accepts for one run; one more and the whole file is refused.
pub const RESULTS_MAX: usize = 25_000;
/// Results that GitHub shows of one run.
pub const RESULTS_SHOWN: usize = 5_000;
/// Rules that GitHub accepts for one run.
pub const RULES_MAX: usize = 25_000;

/// Bytes of all results that come from the scanned tree and need not compress at all. What is written around them
/// compresses to a twentieth, so that the file stays below GitHub's 10 MB.
const FOREIGN_BYTES_MAX: usize = 8_000_000;

/// Bytes of a result that come from the scanned tree.
fn foreign_bytes(finding: &Finding) -> usize {
    let target = finding.target.as_ref().map_or(0, |target| target.len());
    let claim = finding.claim.as_ref().map_or(0, |claim| claim.len());
    finding.path.len() + target + claim + finding.replacement.len() + finding.service.len() + finding.tier.len()
}

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleText {
    /// One sentence.
    pub summary: String,
    /// Why it matters and what to do instead, in Markdown.
    pub help: String,
}

/// Hands out the texts of rules.
pub trait RuleTexts {
    /// The texts of a rule id, or `None` where there are none; then they are made from the finding.
    fn text(&self, rule: &str) -> Option<RuleText>;
}

/// No texts at hand.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRuleTexts;

impl RuleTexts for NoRuleTexts {
    fn text(&self, _rule: &str) -> Option<RuleText> {
        None
    }
}

/// Writes the report as SARIF; `version` is the version of the tool.
pub fn write(report: &Report, texts: &dyn RuleTexts, version: &str, out: &mut dyn Write) -> io::Result<()> {
    let chosen = most_urgent(report, RESULTS_MAX, FOREIGN_BYTES_MAX, foreign_bytes);
    let (rules, chosen) = rules::Rules::of(report, chosen, texts);
    let log = wire::Log::new(report, version, &rules, &chosen);
    log.serialize(&mut serde_json::Serializer::new(&mut *out)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}
