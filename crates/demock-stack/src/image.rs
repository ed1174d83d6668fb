//! What an image's name says: which engine, which version, which extension.
//!
//! Source: the reference grammar of the OCI distribution specification,
//! `[registry[:port]/]path/name[:tag][@algorithm:digest]`.
//! Absent on purpose: where an engine is had from.

use std::fmt;

/// An image reference, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// As written.
    pub text: String,
    /// The registry's host, where one is named.
    pub registry: Option<String>,
    /// Folders and name: `library/postgres` is `postgres`.
    pub repository: String,
    /// The tag, where one is named.
    pub tag: Option<String>,
    /// The digest, where one is named.
    pub digest: Option<String>,
}

/// Why a text is no image reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no image name")]
pub struct ImageError(pub String);

impl Image {
    /// Takes a reference apart.
    pub fn parse(text: &str) -> Result<Self, ImageError> {
        let wrong = || ImageError(text.to_owned());
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (text, None),
        };
        if digest.is_some_and(|digest| digest.split_once(':').is_none_or(|(_, hash)| hash.len() < 32)) {
            return Err(wrong());
        }
        // A colon before the last slash belongs to the registry's port.
        let after_slash = name.rfind('/').map_or(0, |at| at + 1);
        let (path, tag) = match name[after_slash..].split_once(':') {
            Some((last, tag)) => (&name[..after_slash + last.len()], Some(tag)),
            None => (name, None),
        };
        let (registry, repository) = match path.split_once('/') {
            Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), rest),
            Some(_) | None => (None, path),
        };
        let is_docker_hub = registry.is_none_or(|host| matches!(host, "docker.io" | "index.docker.io"));
        let repository = repository.strip_prefix("library/").filter(|_| is_docker_hub).unwrap_or(repository);
        let part = |part: &str| {
            let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
            !part.is_empty() && part.bytes().all(inner)
        };
        let is_tag = |tag: &str| {
            let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            !tag.is_empty() && tag.len() <= 128 && tag.bytes().all(inner)
        };
        if !repository.split('/').all(part) || tag.is_some_and(|tag| !is_tag(tag)) {
            return Err(wrong());
        }
        Ok(Self {
            text: text.to_owned(),
            registry: registry.map(str::to_owned),
            repository: repository.to_owned(),
            tag: tag.map(str::to_owned),
            digest: digest.map(str::to_owned),
        })
    }

    /// The name without folders: `postgres` of `bitnami/postgres`.
    pub fn name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or(&self.repository)
    }

    /// Whether the image is the engine's official one, or a registry's mirror of it. Somebody else's image of the same
    /// name is not: it may hold anything.
    pub fn is_official(&self, repositories: &[&str]) -> bool {
        repositories.iter().any(|known| {
            let mirrored = self.registry.is_some() && self.repository.ends_with(&format!("/{known}"));
            self.repository == *known || mirrored
        })
    }

    /// The version that the tag begins with: `14.2` of `14.2-alpine3.18`; of an image of an extension, what stands behind `pg`: `16` of
    /// `0.8.0-pg16`. `None` of `latest`, of names, and of no tag.
    pub fn version(&self) -> Option<&str> {
        let tag = self.tag.as_deref()?;
        let of_server = tag.split('-').find_map(|part| part.strip_prefix("pg"));
        // Its own version is not the server's.
        let tag = match of_server {
            Some(version) => version,
            None if self.name() == "pgvector" => return None,
            None => tag.strip_prefix('v').unwrap_or(tag),
        };
        let length = tag.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let version = tag[..length].trim_end_matches('.');
        version.starts_with(|first: char| first.is_ascii_digit()).then_some(version)
    }

    /// The version of the extension that an image of one has, where its tag names that: `3.4` of `16-3.4-alpine`, and `0.8.0` of
    /// `0.8.0-pg16`.
    pub fn version_of_extension(&self) -> Option<&str> {
        let mut parts = self.tag.as_deref()?.split('-');
        let is_first =
            self.name() == "pgvector" || self.tag.iter().flat_map(|tag| tag.split('-')).any(|it| it.starts_with("pg"));
        let part = if is_first { parts.next() } else { parts.nth(1) }?.trim_start_matches('v');
        let length = part.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let version = part[..length].trim_end_matches('.');
        (!version.is_empty()).then_some(version)
    }

    /// The first number of the version.
    pub fn major(&self) -> Option<u32> {
        self.version()?.split('.').next()?.parse().ok()
    }
}

impl fmt::Display for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, registry: Option<&str>, repository: &str, tag: Option<&str>, version: Option<&str>) {
        let image = Image::parse(text).expect("an image");
        let seen = (image.registry.as_deref(), &*image.repository, image.tag.as_deref(), image.version());
        assert_eq!(seen, (registry, repository, tag, version), "{text}");
    }

    #[test]
    fn references_of_all_forms() {
        check("postgres", None, "postgres", None, None);
        check("postgres:14", None, "postgres", Some("14"), Some("14"));
        check(
            "docker.io/library/postgres:16.4-alpine3.20",
            Some("docker.io"),
            "postgres",
            Some("16.4-alpine3.20"),
            Some("16.4"),
        );
        check(
            "localhost:5000/mirror/redis:7-bookworm",
            Some("localhost:5000"),
            "mirror/redis",
            Some("7-bookworm"),
            Some("7"),
        );
        check("clickhouse/clickhouse-server:latest", None, "clickhouse/clickhouse-server", Some("latest"), None);
        check("pgvector/pgvector:pg16", None, "pgvector/pgvector", Some("pg16"), Some("16"));
        check("pgvector/pgvector:0.8.0-pg17-trixie", None, "pgvector/pgvector", Some("0.8.0-pg17-trixie"), Some("17"));
        check("ankane/pgvector:v0.5.1", None, "ankane/pgvector", Some("v0.5.1"), None);
        let digest = format!("redis@sha256:{}", "ab".repeat(32));
        check(&digest, None, "redis", None, None);
        check(
            "public.ecr.aws/docker/library/redis:7.2",
            Some("public.ecr.aws"),
            "docker/library/redis",
            Some("7.2"),
            Some("7.2"),
        );
    }

    #[test]
    fn versions_of_extensions_stand_before_or_behind_the_servers() {
        let of = |text: &str| {
            let image = Image::parse(text).expect("an image");
            (image.major(), image.version_of_extension().map(str::to_owned))
        };
        let check = |text: &str, major: Option<u32>, extension: Option<&str>| {
            assert_eq!(of(text), (major, extension.map(str::to_owned)), "{text}");
        };
        check("postgis/postgis:15-3.3", Some(15), Some("3.3"));
        check("postgis/postgis:15-3.4-alpine", Some(15), Some("3.4"));
        check("postgis/postgis:16-3.5alpha1-bullseye", Some(16), Some("3.5"));
        check("postgis/postgis:16-master", Some(16), None);
        check("imresamu/postgis:15-recent-bookworm", Some(15), None);
        check("postgis/postgis:latest", None, None);
        check("pgvector/pgvector:0.8.0-pg17-trixie", Some(17), Some("0.8.0"));
        check("pgvector/pgvector:pg16", Some(16), None);
        check("ankane/pgvector:v0.5.1", None, Some("0.5.1"));
        check("timescale/timescaledb:2.14.2-pg15", Some(15), Some("2.14.2"));
    }

    #[test]
    fn mirrors_are_official_and_others_are_not() {
        let official = |text| Image::parse(text).expect("an image").is_official(&["postgres"]);
        assert!(official("public.ecr.aws/docker/library/postgres:14") && official("postgres:14"));
        assert!(official("registry.example.org:5000/hub/postgres:14"));
        assert!(!official("postgis/postgis:14-3.4") && !official("my-postgres:14") && !official("someone/postgres:14"));
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in
            ["", "Postgres", "postgres:", "postgres:14 ", "/postgres", "a//b", "redis@sha256", "redis@sha256:12"]
        {
            assert_eq!(Image::parse(text), Err(ImageError(text.to_owned())), "{text}");
        }
    }
}
