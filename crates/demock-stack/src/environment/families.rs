//! Which of the caller's variables a command gets: one readable table.
//!
//! A test command needs its tools, its languages, its proxies and its CI. It does not need addresses of services: those are the
//! lease's, and one that happens to be set may be somebody's shared database.

/// Variables that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// What they are for.
    pub name: &'static str,
    /// Their names; one that ends in `*` stands for all that begin so.
    pub names: &'static [&'static str],
}

/// The table.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "system",
        names: &[
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "PWD",
            "HOSTNAME",
            "TZ",
            "LANG",
            "LANGUAGE",
            "LC_*",
            "XDG_*",
            "EDITOR",
            "PAGER",
            "SSH_AUTH_SOCK",
            "DBUS_SESSION_BUS_ADDRESS",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "SUDO_*",
        ],
    },
    Family {
        name: "terminal",
        names: &[
            "TERM",
            "TERM_*",
            "COLORTERM",
            "COLUMNS",
            "LINES",
            "NO_COLOR",
            "FORCE_COLOR",
            "CLICOLOR*",
            "DISPLAY",
            "WAYLAND_DISPLAY",
        ],
    },
    Family {
        name: "proxies and certificates",
        names: &[
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "FTP_PROXY",
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "ftp_proxy",
            "SSL_CERT_*",
            "REQUESTS_CA_BUNDLE",
            "CURL_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "PIP_CERT",
            "GIT_SSL_CAINFO",
            "AWS_CA_BUNDLE",
        ],
    },
    Family {
        name: "CI",
        names: &[
            "CI",
            "CI_*",
            "GITHUB_*",
            "RUNNER_*",
            "GITLAB_*",
            "BUILDKITE*",
            "CIRCLE*",
            "JENKINS_*",
            "BUILD_*",
            "TRAVIS*",
            "TEAMCITY_*",
            "BITBUCKET_*",
            "TF_BUILD",
            "AGENT_*",
            "CODECOV_*",
            "SOURCE_DATE_EPOCH",
        ],
    },
    Family { name: "git", names: &["GIT_*"] },
    Family {
        name: "Python",
        names: &[
            "PYTHON*",
            "VIRTUAL_ENV*",
            "CONDA_*",
            "PYENV_*",
            "UV_*",
            "PIP_*",
            "PIPENV_*",
            "POETRY_*",
            "PDM_*",
            "HATCH_*",
            "TOX_*",
            "NOX_*",
            "PYTEST_*",
            "COVERAGE_*",
            "DJANGO_SETTINGS_MODULE",
            "FLASK_APP",
        ],
    },
    Family {
        name: "JavaScript",
        names: &[
            "NODE_*",
            "NPM_*",
            "npm_*",
            "NVM_*",
            "YARN_*",
            "PNPM_*",
            "BUN_*",
            "DENO_*",
            "VOLTA_*",
            "COREPACK_*",
            "VITEST*",
            "JEST_*",
            "PLAYWRIGHT_*",
            "CYPRESS_*",
        ],
    },
    Family { name: "Rust", names: &["CARGO*", "RUST*", "NEXTEST*", "INSTA_*"] },
    Family { name: "Go", names: &["GO*", "CGO_*"] },
    Family {
        name: "Java and Kotlin",
        names: &["JAVA_*", "JDK_*", "_JAVA_OPTIONS", "MAVEN_*", "M2_HOME", "GRADLE_*", "SDKMAN_*", "KOTLIN_*"],
    },
    Family { name: "Ruby", names: &["RUBY*", "GEM_*", "BUNDLE_*", "BUNDLER_*", "RBENV_*", "RAILS_ENV", "RACK_ENV"] },
    Family { name: "C# and PHP", names: &["DOTNET_*", "NUGET_*", "MSBUILD*", "COMPOSER_*", "PHP*"] },
    Family {
        name: "compilers",
        names: &[
            "CC",
            "CXX",
            "AR",
            "LD",
            "CFLAGS",
            "CXXFLAGS",
            "CPPFLAGS",
            "LDFLAGS",
            "MAKE*",
            "CMAKE_*",
            "PKG_CONFIG*",
            "CCACHE_*",
            "SCCACHE_*",
            "NIX_*",
        ],
    },
    Family { name: "demock", names: &["DEMOCK_CACHE_DIR", "DEMOCK_BIN", "DEMOCK_ISOLATION"] },
];

/// Beginnings and ends of names that say where a service is.
const SERVICES: &[&str] = &[
    "PG",
    "POSTGRES",
    "DATABASE",
    "DB_",
    "REDIS",
    "VALKEY",
    "CLICKHOUSE",
    "MYSQL",
    "MARIADB",
    "MONGO",
    "RABBITMQ",
    "AMQP",
    "KAFKA",
    "NATS",
    "MEMCACHE",
    "ELASTICSEARCH",
    "OPENSEARCH",
    "CELERY_",
    "CACHE_URL",
    "BROKER_",
    "SQLALCHEMY_",
];
const ADDRESSES: &[&str] = &["_URL", "_URI", "_DSN", "_HOST", "_PORT", "_ADDR", "_ADDRESS", "_ENDPOINT"];

/// The family of a variable.
pub(super) fn of(name: &str) -> Option<&'static Family> {
    let is = |pattern: &str| match pattern.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == pattern,
    };
    FAMILIES.iter().find(|family| family.names.iter().any(|pattern| is(pattern)))
}

/// Whether a name looks like that of a service's address or account.
pub(super) fn is_service_like(name: &str) -> bool {
    let name = name.to_uppercase();
    SERVICES.iter().any(|begin| name.starts_with(begin)) || ADDRESSES.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_pass_and_services_do_not() {
        for name in
            ["PATH", "LC_ALL", "https_proxy", "GITHUB_SHA", "VIRTUAL_ENV", "CARGO_HOME", "GOPATH", "npm_config_x"]
        {
            assert!(of(name).is_some(), "{name}");
        }
        for name in ["DATABASE_URL", "PGHOST", "REDIS_URL", "AWS_SECRET_ACCESS_KEY", "LCX", "PATHS"] {
            assert!(of(name).is_none(), "{name}");
        }
        for name in ["DATABASE_URL", "PGHOST", "celery_broker_url", "PAYMENTS_ENDPOINT", "DB_NAME"] {
            assert!(is_service_like(name), "{name}");
        }
        assert!(!is_service_like("FEATURE_FLAG"));
    }

    /// A name that is in two families would have two reasons.
    #[test]
    fn no_pattern_stands_twice() {
        let mut all: Vec<&str> = FAMILIES.iter().flat_map(|family| family.names).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
