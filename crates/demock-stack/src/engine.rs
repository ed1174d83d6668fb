//! Services that are known: which images are theirs, and how an installed program says its version.
//!
//! A further service is one row. Invariant: an image is an engine's only where it is the official one or a mirror of it; no
//! look-alike is passed off as another. Absent on purpose: how a service is started.

use crate::image::Image;
use std::fmt;

macro_rules! engines {
    ($($(#[$doc:meta])* $variant:ident $name:literal images $images:tt programs $programs:tt said $said:literal;)*) => {
        /// A service that stands behind an image.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Engine { $($(#[$doc])* $variant),* }

        impl Engine {
            /// Every engine.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What everybody calls it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Repositories of its official images.
            pub const fn images(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &$images),* }
            }

            /// Names of the server's program.
            pub const fn programs(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &$programs),* }
            }

            /// What stands before the version in what the program says to `--version`.
            pub const fn said(self) -> &'static str {
                match self { $(Self::$variant => $said),* }
            }
        }
    };
}

engines! {
    /// `PostgreSQL`.
    Postgres "Postgres" images ["postgres"] programs ["postgres"] said "(PostgreSQL) ";
    /// Redis.
    Redis "Redis" images ["redis"] programs ["redis-server"] said "v=";
    /// Valkey, which is no Redis.
    Valkey "Valkey" images ["valkey/valkey"] programs ["valkey-server"] said "v=";
    /// `ClickHouse`.
    ClickHouse "ClickHouse" images ["clickhouse/clickhouse-server", "clickhouse"] programs ["clickhouse-server", "clickhouse"] said "version ";
    /// Memcached.
    Memcached "Memcached" images ["memcached"] programs ["memcached"] said "memcached ";
    /// NATS.
    Nats "NATS" images ["nats"] programs ["nats-server"] said ": v";
    /// `MariaDB`, which is no `MySQL`.
    MariaDb "MariaDB" images ["mariadb"] programs ["mariadbd"] said "Ver ";
}

/// Images that are an engine with something in it that no plain one has.
const EXTENDED: &[(&str, Engine, &str)] = &[
    ("pgvector/pgvector", Engine::Postgres, "pgvector"),
    ("ankane/pgvector", Engine::Postgres, "pgvector"),
    ("postgis/postgis", Engine::Postgres, "PostGIS"),
    ("imresamu/postgis", Engine::Postgres, "PostGIS"),
    ("timescale/timescaledb", Engine::Postgres, "TimescaleDB"),
    ("timescale/timescaledb-ha", Engine::Postgres, "TimescaleDB"),
    ("redis/redis-stack", Engine::Redis, "the Redis Stack modules"),
    ("redis/redis-stack-server", Engine::Redis, "the Redis Stack modules"),
];

/// What an image stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The engine.
    pub engine: Engine,
    /// What the image has besides, such as `PostGIS`.
    pub extension: Option<&'static str>,
}

impl Engine {
    /// What an image stands for; `None` where nothing is known of it.
    pub fn of_image(image: &Image) -> Option<Known> {
        let official = Self::ALL.iter().find(|engine| image.is_official(engine.images()));
        let extended = || EXTENDED.iter().find(|(repository, ..)| image.is_official(&[repository]));
        match official {
            Some(engine) => Some(Known { engine: *engine, extension: None }),
            None => extended().map(|(_, engine, extension)| Known { engine: *engine, extension: Some(extension) }),
        }
    }

    /// The version in what a program says to `--version`.
    pub fn version_in(self, said: &str) -> Option<String> {
        let at = said.find(self.said())? + self.said().len();
        let rest = &said[at..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let version = rest[..length].trim_end_matches('.');
        (!version.is_empty()).then(|| version.to_owned())
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_and_what_they_stand_for() {
        let known = |text: &str| {
            let known = Engine::of_image(&Image::parse(text).expect("an image"))?;
            Some((known.engine, known.extension))
        };
        assert_eq!(known("postgres:14"), Some((Engine::Postgres, None)));
        assert_eq!(known("valkey/valkey:8"), Some((Engine::Valkey, None)));
        assert_eq!(known("registry.example.org/hub/clickhouse/clickhouse-server:25"), Some((Engine::ClickHouse, None)));
        assert_eq!(known("postgis/postgis:16-3.4"), Some((Engine::Postgres, Some("PostGIS"))));
        assert_eq!([known("mysql:8"), known("bitnami/postgresql:14"), known("someone/redis:7")], [None; 3]);
    }

    /// What the programs of Debian 12 and of the official images say.
    #[test]
    fn versions_as_the_programs_say_them() {
        let check = |engine: Engine, said: &str, version: &str| {
            assert_eq!(engine.version_in(said).as_deref(), Some(version), "{said}");
        };
        check(Engine::Postgres, "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18");
        check(Engine::Postgres, "postgres (PostgreSQL) 18beta1", "18");
        check(Engine::Redis, "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=a", "7.0.15");
        check(Engine::ClickHouse, "ClickHouse server version 26.7.2.1 (official build).", "26.7.2.1");
        check(Engine::Memcached, "memcached 1.6.18", "1.6.18");
        check(Engine::Nats, "nats-server: v2.9.10", "2.9.10");
        check(
            Engine::MariaDb,
            "mariadbd  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)",
            "10.11.14",
        );
        assert_eq!(Engine::Redis.version_in("command not found"), None);
    }
}
