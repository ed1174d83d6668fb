//! The nearest right word for a wrong one.

/// The candidate that takes the fewest edits to reach from `seen`, if it is near enough to be what was meant:
/// at most a third of the longer word, and one edit for short words.
pub fn nearest<'a>(seen: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let best = candidates.iter().map(|word| (distance(seen, word), *word)).min_by_key(|(edits, _)| *edits)?;
    let allowed = (seen.chars().count().max(best.1.chars().count()) / 3).max(1);
    (best.0 <= allowed).then_some(best.1)
}

/// The candidate that `seen` is a slip of the pen for: another case or one letter wrong, two of a long word. A word that is put or
/// counted behind it (`unit-slow`, `e2e2`) is meant.
pub(crate) fn slip<'a>(seen: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let distinct = |word: &&&str| {
        let further = seen.strip_prefix(**word).and_then(|rest| rest.chars().next());
        !further.is_some_and(|next| next == '-' || next == '_' || next.is_ascii_digit())
    };
    let near = |word: &&&str| distance(seen, word) <= if word.len() > 4 { 2 } else { 1 };
    candidates.iter().filter(|word| seen != **word).filter(distinct).find(near).copied()
}

/// Edits (insert, delete, replace, swap of neighbours) between two words, ignoring case and `-` against `_`.
fn distance(a: &str, b: &str) -> usize {
    let fold = |text: &str| -> Vec<char> {
        text.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
    };
    let (a, b) = (fold(a), fold(b));
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seen: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(seen, candidates), expected);
    }

    #[test]
    fn names_what_was_meant() {
        check("exclud", &["exclude", "include"], Some("exclude"));
        check("may-replace", &["markers", "may_replace", "warn"], Some("may_replace"));
        check("pahts", &["paths", "markers"], Some("paths"));
        check("Database", &["database", "cache"], Some("database"));
    }

    #[test]
    fn tells_a_slip_from_another_word() {
        let tiers = ["unit", "integration", "e2e"];
        for (seen, meant) in [
            ("integraton", Some("integration")),
            ("Integration", Some("integration")),
            ("intergation", Some("integration")),
            ("integrations", Some("integration")),
            ("E2E", Some("e2e")),
            ("units", Some("unit")),
            ("unit", None),
            ("unit-slow", None),
            ("integration2", None),
            ("e2e_web", None),
            ("mission-critical", None),
            ("smoke", None),
        ] {
            assert_eq!(slip(seen, &tiers), meant, "{seen}");
        }
    }

    #[test]
    fn is_silent_when_nothing_is_near() {
        check("colour", &["paths", "markers", "warn"], None);
        check("x", &[], None);
        check("env", &["llm"], None);
    }
}
