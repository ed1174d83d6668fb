//! The proposal as a commented file.

use super::Proposal;

const HEADER: &str = "\
# What demock looks at in this repository and what it allows. Every line is optional: one that is removed falls back to
# the default. Unknown keys are errors. `demock explain TOPIC` says what a tier, boundary, rule or error code means.
";

/// The file.
pub(super) fn write(proposal: &Proposal) -> String {
    let mut text = HEADER.to_owned();
    project(proposal, &mut text);
    services(proposal, &mut text);
    tiers(proposal, &mut text);
    exceptions(&mut text);
    stack(proposal, &mut text);
    text
}

fn project(proposal: &Proposal, text: &mut String) {
    if proposal.exclude.is_empty() {
        text.push_str("\n# [project]\n# exclude = [\"generated/**\"]   # beside .gitignore; excluded tests are counted and said\n");
    } else {
        text.push_str("\n[project]\n# Other people's code. Excluded tests are counted and said.\n");
        text.push_str(&format!("exclude = {}\n", list(&proposal.exclude)));
    }
}

fn services(proposal: &Proposal, text: &mut String) {
    text.push_str(
        "\n# Who owns what: the first that covers a path; what none covers goes by its nearest package or its first folder.\n\
         # priority orders the plan: critical, high, medium, low.\n\
         # mode says how the gate holds the service: observe (says), new-only (the baseline forgives), enforce (no baseline).\n",
    );
    if proposal.unlisted_packages > 0 {
        text.push_str(&format!(
            "# {} folders have a manifest of their own, and each is a service by its folder. Name those that matter:\n",
            proposal.unlisted_packages
        ));
    }
    if proposal.services.is_empty() {
        text.push_str("# [[service]]\n# name = \"backend\"\n# paths = [\"backend/**\"]\n# priority = \"critical\"\n# mode = \"new-only\"\n");
    }
    for (at, service) in proposal.services.iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        let paths = list(&[format!("{}/**", super::glob_of(&service.folder))]);
        text.push_str(&format!(
            "{gap}[[service]]\nname = {}\npaths = {paths}\npriority = \"medium\"\n",
            quoted(&service.name)
        ));
    }
}

fn tiers(proposal: &Proposal, text: &mut String) {
    text.push_str(
        "\n# What tests claim to be. Folders and markers named `unit`, `integration` and `e2e` are read without a word here.\n",
    );
    if proposal.tiers.is_empty() {
        text.push_str("# [tier.integration]\n# paths = [\"tests/functional/**\"]\n# markers = [\"functional\"]\n");
        return;
    }
    text.push_str("# These folders and markers are no convention's: check that each claims what its tier says.\n");
    for (at, tier) in proposal.tiers.iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        text.push_str(&format!("{gap}[tier.{}]\n", tier.name));
        if !tier.paths.is_empty() {
            text.push_str(&format!("paths = {}\n", list(&tier.paths)));
        }
        if !tier.markers.is_empty() {
            text.push_str(&format!("markers = {}\n", list(&tier.markers)));
        }
        if tier.name == "mission-critical" {
            text.push_str("may_replace = []   # a tier of your own may replace nothing, unless you say so\n");
        }
    }
}

fn exceptions(text: &mut String) {
    text.push_str(
        "\n# Exceptions need a reason, and are better with a last day. Those that nothing needs are reported.\n\
         # [[allow]]\n\
         # rule = \"python/monkeypatch\"\n\
         # paths = [\"tests/integration/test_clock.py\"]\n\
         # reason = \"a leap second cannot be waited for\"\n\
         # until = 2027-03-01\n",
    );
}

fn stack(proposal: &Proposal, text: &mut String) {
    text.push_str("\n# The real services that tests run against.\n");
    if proposal.compose.is_empty() {
        text.push_str("# [stack]\n# compose = [\"docker-compose.test.yml\"]\n");
    } else {
        text.push_str(&format!("[stack]\ncompose = {}\n", list(&proposal.compose)));
    }
    if !proposal.other_compose.is_empty() {
        text.push_str("# Compose files that are left out:\n");
        for path in &proposal.other_compose {
            text.push_str(&format!("#   {}\n", path.replace(['\n', '\r'], " ")));
        }
    }
}

/// A list of texts: on one line where it fits, else one a line.
fn list(items: &[String]) -> String {
    let one_line = format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "));
    if one_line.len() <= 100 {
        return one_line;
    }
    let lines: Vec<String> = items.iter().map(|item| format!("  {},", quoted(item))).collect();
    format!("[\n{}\n]", lines.join("\n"))
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
