//! A lease, and where its services are.

use crate::broker;
use crate::client::{Client, LeaseError};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Real services that are this value's alone; dropping its last copy gives them back.
#[derive(Clone)]
pub struct Lease(Arc<Inner>);

struct Inner {
    client: Client,
    id: String,
    variables: BTreeMap<String, String>,
}

impl std::fmt::Debug for Lease {
    /// Without the variables, which hold passwords.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Lease").field(&self.0.id).finish()
    }
}

/// What is asked of a lease before it is there.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct LeaseBuilder {
    name: String,
    is_private: bool,
    services: Vec<String>,
}

impl LeaseBuilder {
    /// What it is called in the table at the end of a run.
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Servers of its own, for what a shared one cannot keep apart: roles, `ALTER SYSTEM`, databases that are made.
    pub fn private(mut self) -> Self {
        self.is_private = true;
        self
    }

    /// With an instance of its own of one of the project's programs, which talks to this lease's services.
    pub fn service(mut self, name: &str) -> Self {
        self.services.push(name.to_owned());
        self
    }

    /// Asks for it.
    pub fn ask(self) -> Result<Lease, LeaseError> {
        let scope = if broker::shares_all() { "run" } else { "test" };
        let mut question = json!({"op": "lease", "scope": scope, "name": self.name, "services": self.services});
        if self.is_private {
            question["isolation"] = json!("private");
        }
        let said = Client::open(&broker::socket()?).and_then(|client| Ok((client.ask(question.clone())?, client)));
        let (said, client) = match said {
            // The project's own broker may go just when it is found: the next is started.
            Err(LeaseError::Connection { .. }) if !broker::is_run() => {
                let client = Client::open(&broker::socket()?)?;
                (client.ask(question)?, client)
            }
            other => other?,
        };
        let id = said.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let all = said.get("env").and_then(Value::as_object).cloned().unwrap_or_default();
        let variables = all.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
        Ok(Lease(Arc::new(Inner { client, id, variables: variables.collect() })))
    }
}

impl Lease {
    /// Asks for a lease.
    pub fn ask() -> Result<Self, LeaseError> {
        Self::builder().ask()
    }

    /// Asks for a lease of a certain sort.
    pub fn builder() -> LeaseBuilder {
        LeaseBuilder::default()
    }

    /// Its name.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// All of its variables, for programs that are started in it.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.0.variables
    }

    /// A folder for temporary files, gone with the lease.
    ///
    /// # Panics
    /// Where the broker names none, which is a defect of it.
    #[track_caller]
    pub fn temporary(&self) -> &Path {
        Path::new(self.named("TMPDIR", "a folder for temporary files"))
    }

    /// Its Postgres.
    ///
    /// # Panics
    /// Where the project's Compose file has none.
    #[track_caller]
    pub fn postgres(&self) -> Postgres<'_> {
        self.named("DATABASE_URL", "a Postgres");
        Postgres(self)
    }

    /// Its Redis.
    ///
    /// # Panics
    /// Where the project's Compose file has none.
    #[track_caller]
    pub fn redis(&self) -> Redis<'_> {
        self.named("REDIS_URL", "a Redis");
        Redis(self)
    }

    /// Its `ClickHouse`.
    ///
    /// # Panics
    /// Where the project's Compose file has none.
    #[track_caller]
    pub fn clickhouse(&self) -> ClickHouse<'_> {
        self.named("CLICKHOUSE_URL", "a ClickHouse");
        ClickHouse(self)
    }

    /// A service by its name in the Compose file.
    ///
    /// # Panics
    /// Where the file has no service of that name that answers.
    #[track_caller]
    pub fn service(&self, name: &str) -> Service<'_> {
        let variable = name.to_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        Service(self.named(&format!("{variable}_URL"), &format!("a service `{name}`")))
    }

    #[track_caller]
    fn named(&self, variable: &str, what: &str) -> &str {
        match self.0.variables.get(variable) {
            Some(value) => value,
            None => panic!("the project's Compose file has not {what}: the lease has no {variable}"),
        }
    }

    fn value(&self, variable: &str) -> &str {
        self.0.variables.get(variable).map_or("", String::as_str)
    }

    /// Says that its test failed, so that it can be looked into.
    pub(crate) fn has_failed(&self, name: &str) {
        // Whoever is gone keeps nothing.
        let _ = self.0.client.ask(json!({"op": "failed", "name": name}));
    }
}

/// Where Postgres is.
#[derive(Debug, Clone, Copy)]
pub struct Postgres<'l>(&'l Lease);

impl<'l> Postgres<'l> {
    /// `postgresql://user:password@host:port/database`.
    pub fn url(self) -> &'l str {
        self.0.value("DATABASE_URL")
    }

    /// The host.
    pub fn host(self) -> &'l str {
        self.0.value("PGHOST")
    }

    /// The port.
    pub fn port(self) -> u16 {
        self.0.value("PGPORT").parse().unwrap_or_default()
    }

    /// The user.
    pub fn user(self) -> &'l str {
        self.0.value("PGUSER")
    }

    /// The password; empty where none is asked for.
    pub fn password(self) -> &'l str {
        self.0.value("PGPASSWORD")
    }

    /// The database.
    pub fn database(self) -> &'l str {
        self.0.value("PGDATABASE")
    }
}

/// Where Redis is.
#[derive(Debug, Clone, Copy)]
pub struct Redis<'l>(&'l Lease);

impl<'l> Redis<'l> {
    /// `redis://:password@host:port/0`.
    pub fn url(self) -> &'l str {
        self.0.value("REDIS_URL")
    }
}

/// Where `ClickHouse` is.
#[derive(Debug, Clone, Copy)]
pub struct ClickHouse<'l>(&'l Lease);

impl<'l> ClickHouse<'l> {
    /// `http://user:password@host:port/?database=name`.
    pub fn url(self) -> &'l str {
        self.0.value("CLICKHOUSE_URL")
    }

    /// The host.
    pub fn host(self) -> &'l str {
        self.0.value("CLICKHOUSE_HOST")
    }

    /// The port of HTTP.
    pub fn http_port(self) -> u16 {
        self.0.value("CLICKHOUSE_HTTP_PORT").parse().unwrap_or_default()
    }

    /// The port of its own protocol.
    pub fn native_port(self) -> u16 {
        self.0.value("CLICKHOUSE_PORT").parse().unwrap_or_default()
    }

    /// The database, which is the lease's alone.
    pub fn database(self) -> &'l str {
        self.0.value("CLICKHOUSE_DATABASE")
    }

    /// The user.
    pub fn user(self) -> &'l str {
        self.0.value("CLICKHOUSE_USER")
    }

    /// The password; empty where none is asked for.
    pub fn password(self) -> &'l str {
        self.0.value("CLICKHOUSE_PASSWORD")
    }
}

/// Where a service of the Compose file is.
#[derive(Debug, Clone, Copy)]
pub struct Service<'l>(&'l str);

impl<'l> Service<'l> {
    /// Its address.
    pub fn url(self) -> &'l str {
        self.0
    }
}
