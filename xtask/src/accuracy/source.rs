//! Which package a truth is about, and where that package comes from.
//!
//! A label file says it in its header, `# key: value`. Invariant: what is named is pinned for good, an archive by its
//! SHA-256 and a repository by its whole commit hash. Absent on purpose: where any of them lies on the network.

use std::collections::BTreeMap;

/// A package at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// As its registry spells it; `owner/name` of a repository.
    pub(super) name: String,
    /// A repository's is its commit, forty hexadecimal digits.
    pub(super) version: String,
    pub(super) origin: Origin,
}

/// What holds its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Archive(Archive),
    /// The tree of a commit, out of a copy of the repository that is on this machine.
    Repository,
}

/// An archive that a registry serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Archive {
    pub(super) registry: Registry,
    /// Name and version of the source package, where the registry has them apart.
    pub(super) of_distribution: Option<(String, String)>,
    /// The archive's file name.
    pub(super) file: String,
    /// Of the archive, in hexadecimal digits.
    pub(super) sha256: String,
}

/// Whose client fetches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registry {
    Pypi,
    Npm,
    Crates,
    Debian,
}

impl Source {
    /// `name version`, for people; a commit by its first ten digits.
    pub(super) fn title(&self) -> String {
        match &self.origin {
            Origin::Archive(_) => format!("{} {}", self.name, self.version),
            Origin::Repository => format!("{} {}", self.name, self.version.get(..10).unwrap_or(&self.version)),
        }
    }
}

/// Reads the keys `registry`, `package`, `version`, `source`, `archive` and `sha256` of a header.
pub(super) fn of_header(header: &BTreeMap<&str, &str>) -> Result<Source, String> {
    let get = |key: &str| header.get(key).copied().ok_or_else(|| format!("the header has no `{key}`"));
    let registry = match get("registry")? {
        "pypi" => Registry::Pypi,
        "npm" => Registry::Npm,
        "crates" => Registry::Crates,
        "debian" => Registry::Debian,
        "repository" => return without_archive(get("package")?, get("version")?, [get("archive")?, get("sha256")?]),
        other => {
            return Err(format!("`{other}` is no registry: expected pypi, npm, crates, debian or repository"));
        }
    };
    let source = header.get("source").and_then(|source| source.split_once(' '));
    Ok(Source {
        name: get("package")?.to_owned(),
        version: get("version")?.to_owned(),
        origin: Origin::Archive(Archive {
            registry,
            of_distribution: source.map(|(name, version)| (name.to_owned(), version.to_owned())),
            file: get("archive")?.to_owned(),
            sha256: get("sha256")?.to_owned(),
        }),
    })
}

fn without_archive(name: &str, version: &str, of_archive: [&str; 2]) -> Result<Source, String> {
    if of_archive != ["-", "-"] {
        return Err(format!("a repository has no archive: expected `-` as `archive` and `sha256`, not {of_archive:?}"));
    }
    repository(name, version)
}

/// A repository at a commit.
pub(super) fn repository(name: &str, version: &str) -> Result<Source, String> {
    let is_word = |word: &str| !word.is_empty() && !word.starts_with('.') && !word.contains(['/', '\\']);
    if !name.split_once('/').is_some_and(|(owner, name)| is_word(owner) && is_word(name)) {
        return Err(format!("`{name}` is no repository: expected `owner/name`"));
    }
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if version.len() != 40 || !version.bytes().all(is_digit) {
        return Err(format!("`{version}` is no commit: expected its whole hash, 40 hexadecimal digits"));
    }
    Ok(Source { name: name.to_owned(), version: version.to_owned(), origin: Origin::Repository })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn read(package: &str, version: &str, archive: &str) -> Result<Source, String> {
        let pairs = [("registry", "repository"), ("package", package), ("version", version), ("archive", archive)];
        of_header(&pairs.into_iter().chain([("sha256", "-")]).collect())
    }

    #[test]
    fn a_repository_is_pinned_by_its_commit() {
        let source = read("owner/name.js", COMMIT, "-").expect("it is right");
        assert_eq!((&*source.name, &*source.version, &source.origin), ("owner/name.js", COMMIT, &Origin::Repository));
        assert_eq!(source.title(), "owner/name.js 0123456789");
    }

    #[test]
    fn what_is_no_repository_is_said() {
        for name in ["name", "/name", "owner/", "a/b/c", "../name", "owner/..", "owner/.git"] {
            assert_eq!(read(name, COMMIT, "-"), Err(format!("`{name}` is no repository: expected `owner/name`")));
        }
        for version in ["v1.0", &COMMIT[..10], &COMMIT.to_uppercase(), &format!("{COMMIT}0")] {
            let expected = format!("`{version}` is no commit: expected its whole hash, 40 hexadecimal digits");
            assert_eq!(read("owner/name", version, "-"), Err(expected));
        }
        assert!(
            read("owner/name", COMMIT, "name.tar").is_err_and(|problem| problem.starts_with("a repository has no"))
        );
        assert_eq!(
            of_header(&BTreeMap::from([("registry", "moon")])),
            Err("`moon` is no registry: expected pypi, npm, crates, debian or repository".to_owned())
        );
        assert_eq!(of_header(&BTreeMap::new()), Err("the header has no `registry`".to_owned()));
    }
}
