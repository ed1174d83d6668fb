//! What is wrong, grouped by cause: the part of `docs/accuracy.md` that a rule's author reads.

use super::causes::Causes;
use super::figures::Ratio;
use super::measure::Measured;
use super::wrong::{What, Wrong};
use std::collections::{BTreeMap, BTreeSet};

/// Stands where no row of `xtask/accuracy/causes.tsv` fits.
const UNREAD: &str = "Cause not yet read";

/// How many of the places that are listed by cause have a cause that nobody has read yet.
pub(super) fn unread(measured: &Measured, causes: &Causes) -> Ratio {
    // Boundaries are listed by pairs and have no cause, what was drawn by chance is listed beside the archives alone.
    let has_cause = |wrong: &&Wrong| !matches!(wrong.what, What::Boundary | What::Drawn);
    let listed = measured.wrongs.iter().filter(|wrong| wrong.is_claimed()).filter(has_cause);
    let mut unread = Ratio::default();
    for wrong in listed {
        unread.whole += 1;
        unread.part += u32::from(causes.of(wrong).is_none());
    }
    unread
}

/// Everything that is wrong in a language's open labels, as far as it is claimed.
pub(super) fn wrongs(measured: &Measured, causes: &Causes, language: &str, text: &mut String) {
    let of = |what: What| -> Vec<&Wrong> {
        let own = measured.wrongs.iter().filter(|wrong| wrong.what == what && wrong.language == language);
        own.filter(|wrong| wrong.is_claimed()).collect()
    };
    by_cause("Misses", &of(What::Miss), causes, text);
    by_cause("False alarms", &of(What::FalseAlarm), causes, text);
    by_cause("Double reports", &of(What::Double), causes, text);
    by_cause("Other kind", &of(What::Kind), causes, text);
    by_cause("Other tier", &of(What::Tier), causes, text);
    boundaries(&of(What::Boundary), text);
}

/// Groups by cause, the largest first; each lists its places by file.
pub(super) fn by_cause(title: &str, wrongs: &[&Wrong], causes: &Causes, text: &mut String) {
    if wrongs.is_empty() {
        return;
    }
    let mut groups: BTreeMap<&str, Vec<&Wrong>> = BTreeMap::new();
    for wrong in wrongs {
        groups.entry(causes.of(wrong).unwrap_or(UNREAD)).or_default().push(wrong);
    }
    let mut groups: Vec<(&str, Vec<&Wrong>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    text.push_str(&format!("\n### {title} ({})\n\n", wrongs.len()));
    for (cause, group) in groups {
        text.push_str(&format!("* {cause} ({})\n", group.len()));
        let mut files: Vec<(&str, &str, BTreeSet<&str>, Vec<String>)> = Vec::new();
        for wrong in group {
            let kind = wrong.kind.map_or("", |kind| kind.as_str());
            let line = if wrong.line > 0 { wrong.line.to_string() } else { wrong.note.clone() };
            match files.iter_mut().find(|file| file.0 == wrong.package && file.1 == wrong.path) {
                Some(file) => {
                    file.2.insert(kind);
                    file.3.push(line);
                }
                None => files.push((&wrong.package, &wrong.path, BTreeSet::from([kind]), vec![line])),
            }
        }
        for (package, path, kinds, lines) in files {
            let kinds: Vec<&str> = kinds.into_iter().filter(|kind| !kind.is_empty()).collect();
            let kinds = if kinds.is_empty() { String::new() } else { format!(" `{}`", kinds.join("`, `")) };
            text.push_str(&format!("  * {package} `{path}`: {}{kinds}\n", lines.join(", ")));
        }
    }
}

/// What the reader says and what is reported, with counts.
fn boundaries(wrongs: &[&Wrong], text: &mut String) {
    if wrongs.is_empty() {
        return;
    }
    let mut pairs: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for wrong in wrongs {
        let pair = wrong.note.split_once(':').map_or(&*wrong.note, |(pair, _)| pair);
        let kind = wrong.kind.map_or("", |kind| kind.as_str());
        *pairs.entry((pair, kind)).or_default() += 1;
    }
    let mut pairs: Vec<((&str, &str), u32)> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    text.push_str(&format!(
        "\n### Other boundary ({})\n\n| reader, demock | kind | sites |\n| --- | --- | --- |\n",
        wrongs.len()
    ));
    for ((pair, kind), count) in pairs {
        text.push_str(&format!("| {} | `{kind}` | {count} |\n", pair.replace(", reported ", ", ")));
    }
}
