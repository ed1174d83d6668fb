//! Paths of the container in a text, as paths of this machine: those below what the Compose file mounts.
//!
//! Invariant: only whole parts of a path are replaced: `/seed` is none of `/seeds`. Absent on purpose: what a file holds.

use std::path::PathBuf;

/// Folders and files of the container, and where they lie here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paths(Vec<(String, PathBuf)>);

impl Paths {
    /// Of pairs in any order.
    pub(crate) fn new(pairs: impl IntoIterator<Item = (String, PathBuf)>) -> Self {
        let pairs = pairs.into_iter().map(|(inside, here)| (inside.trim_end_matches('/').to_owned(), here));
        let mut pairs: Vec<_> = pairs.filter(|(inside, _)| !inside.is_empty()).collect();
        // The longest first: it lies inside of others.
        pairs.sort_by_key(|(inside, _)| std::cmp::Reverse(inside.len()));
        Self(pairs)
    }

    /// Those that are files: a folder's path in a text may as well be a prefix of addresses.
    pub(crate) fn of_files(&self) -> Self {
        Self(self.0.iter().filter(|(_, here)| here.is_file()).cloned().collect())
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(String, PathBuf)> {
        self.0.iter()
    }

    /// What a text names of them, as far down as it does, each with the path that stands for it here.
    pub(crate) fn named_in(&self, text: &str) -> Vec<(&str, PathBuf)> {
        let mut named = Vec::new();
        for (inside, here) in &self.0 {
            let mut rest = text;
            while let Some(at) = find(rest, inside) {
                rest = &rest[at + inside.len()..];
                let end = rest.find(|c: char| c.is_whitespace() || "'\"`;()|&<>".contains(c)).unwrap_or(rest.len());
                // A file's own path has nothing behind it: a slash would make it a folder's.
                let below = rest[..end].trim_start_matches('/');
                named.push((&**inside, if below.is_empty() { here.clone() } else { here.join(below) }));
            }
        }
        named
    }

    /// A text with all of them replaced.
    pub(crate) fn replaced(&self, text: &str) -> String {
        let mut done = text.to_owned();
        for (inside, here) in &self.0 {
            let mut rest = &*done;
            let mut made = String::new();
            while let Some(at) = find(rest, inside) {
                made.push_str(&rest[..at]);
                made.push_str(&here.display().to_string());
                rest = &rest[at + inside.len()..];
            }
            if !made.is_empty() {
                made.push_str(rest);
                done = made;
            }
        }
        done
    }
}

/// Where a path stands that is no part of a longer name.
fn find(text: &str, path: &str) -> Option<usize> {
    let in_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let stands_alone = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + path.len()..].chars().next();
        !before.is_some_and(in_name) && !after.is_some_and(in_name)
    };
    text.match_indices(path).map(|(at, _)| at).find(stands_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parts_are_replaced_everywhere_and_the_longest_first() {
        let pairs = [("/seed", "/home/me/seed"), ("/seed/big/", "/mnt/big"), ("/", "/never")];
        let paths = Paths::new(pairs.map(|(inside, here)| (inside.to_owned(), PathBuf::from(here))));
        let text = "COPY a FROM '/seed/a.csv'; cat /seed/big/b /seeds /x/seed.d \"/seed\"";
        assert_eq!(
            paths.replaced(text),
            "COPY a FROM '/home/me/seed/a.csv'; cat /mnt/big/b /seeds /x/seed.d \"/home/me/seed\""
        );
        assert_eq!(paths.named_in("ls '/seed/a b'; x"), [("/seed", PathBuf::from("/home/me/seed/a"))]);
        let [(_, whole)] = &paths.named_in("ls /seed;")[..] else { panic!("it is named once") };
        assert_eq!(whole.as_os_str(), "/home/me/seed");
        assert_eq!(paths.replaced("nothing"), "nothing");
    }
}
