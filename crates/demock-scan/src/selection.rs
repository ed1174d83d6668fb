//! Which rules a run asks for: `--select explicit,pytest/*`.

use demock_model::{Group, Kind};
use std::sync::Arc;

/// A choice of rules. The default takes all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Selection {
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Item {
    Group(Group),
    Kind(Kind),
    /// A rule's id, or its beginning before `*`.
    Rule(Arc<str>),
}

/// A selection names nothing that exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{seen}` is no group, kind or rule")]
pub struct SelectionError {
    /// The word as written.
    pub seen: String,
}

impl demock_model::Help for SelectionError {
    fn code(&self) -> &'static str {
        "usage/unknown-selection"
    }

    fn help(&self) -> Option<String> {
        let groups: Vec<&str> = Group::ALL.iter().map(|group| group.as_str()).collect();
        Some(format!(
            "name a group ({}), a kind such as `patch`, or a rule such as `python/unittest-mock`",
            groups.join(", ")
        ))
    }
}

impl Selection {
    /// Reads a list separated by commas. `known` says whether a rule id (or a beginning of one) exists.
    pub fn parse(text: &str, known: impl Fn(&str) -> bool) -> Result<Self, SelectionError> {
        let mut items = Vec::new();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let item = if word == "all" {
                continue;
            } else if let Some(group) = Group::from_name(word) {
                Item::Group(group)
            } else if let Some(kind) = Kind::from_name(word) {
                Item::Kind(kind)
            } else if known(word.trim_end_matches('*')) {
                Item::Rule(word.into())
            } else {
                return Err(SelectionError { seen: word.to_owned() });
            };
            items.push(item);
        }
        Ok(Self { items })
    }

    /// Whether a rule's hits of this kind are asked for.
    pub fn takes(&self, rule: &str, kind: Kind) -> bool {
        self.items.is_empty()
            || self.items.iter().any(|item| match item {
                Item::Group(group) => kind.group() == *group,
                Item::Kind(wanted) => kind == *wanted,
                Item::Rule(id) => id.strip_suffix('*').map_or(**id == *rule, |beginning| rule.starts_with(beginning)),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_kinds_and_rules() {
        let known = |id: &str| "python/monkeypatch".starts_with(id);
        let explicit = Selection::parse("explicit", known).expect("a group");
        assert!(explicit.takes("a/b", Kind::Patch) && !explicit.takes("a/b", Kind::Env));
        let mixed = Selection::parse("env, python/*", known).expect("a kind and a beginning");
        assert!(
            mixed.takes("go/env", Kind::Env)
                && mixed.takes("python/x", Kind::Patch)
                && !mixed.takes("go/x", Kind::Patch)
        );
        assert!(Selection::default().takes("a/b", Kind::HollowTest));
        assert_eq!(Selection::parse("mokc", known), Err(SelectionError { seen: "mokc".to_owned() }));
    }
}
