//! Who is let into a Postgres, as the image's variables say.
//!
//! Source: docker-library/postgres, `docker-entrypoint.sh`.

use crate::failure::StackError;
use crate::serving::{Export, escaped};
use crate::starting::Starting;

/// What the image's variables say.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) password: Option<String>,
    pub(crate) database: String,
    /// How whoever comes over TCP shows who they are.
    pub(crate) method: String,
    pub(crate) initdb: Vec<String>,
}

impl Account {
    /// The address of a server on a port of this machine.
    pub(crate) fn url(&self, port: u16) -> String {
        let password = self.password.as_ref().map_or(String::new(), |password| format!(":{}", escaped(password)));
        format!("postgresql://{}{password}@127.0.0.1:{port}/{}", escaped(&self.user), escaped(&self.database))
    }

    /// Variables by which programs are told of it.
    pub(crate) fn exports(&self, port: u16) -> Vec<Export> {
        let mut all = vec![
            ("DATABASE_URL", self.url(port)),
            ("PGHOST", "127.0.0.1".to_owned()),
            ("PGPORT", port.to_string()),
            ("PGUSER", self.user.clone()),
            ("PGDATABASE", self.database.clone()),
        ];
        all.extend(self.password.as_ref().map(|password| ("PGPASSWORD", password.clone())));
        all
    }

    pub(crate) fn new(starting: &Starting<'_>) -> Result<Self, StackError> {
        let of = |name: &str| starting.variable(name).map(|value| value.filter(|value| !value.is_empty()));
        let user = of("POSTGRES_USER")?.unwrap_or_else(|| "postgres".to_owned());
        let password = of("POSTGRES_PASSWORD")?;
        // Without a password the image starts only where it trusts everybody.
        let by_default = match (&password, starting.program.major()) {
            (None, _) => "trust",
            (Some(_), ..14) => "md5",
            (Some(_), _) => "scram-sha-256",
        };
        let initdb = of("POSTGRES_INITDB_ARGS")?.map(crate::compose::Words::Line);
        Ok(Self {
            database: of("POSTGRES_DB")?.unwrap_or_else(|| user.clone()),
            method: of("POSTGRES_HOST_AUTH_METHOD")?.unwrap_or_else(|| by_default.to_owned()),
            initdb: initdb.map(|words| words.words()).unwrap_or_default(),
            user,
            password,
        })
    }
}
