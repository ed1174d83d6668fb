//! What connections find out of the catalogue, kept with a template.
//!
//! Source: `PostgreSQL`, `utils/cache/relcache.c`: the first connection to a database writes `pg_internal.init`, which later ones read
//! in its place, and a start removes all of them, since a log that is replayed may change the catalogue. Invariant: a template has
//! ended well, so that nothing is replayed; what its last connections found is true of whatever begins as a copy. Put back after
//! that removal, it saves the first connection the most of its time.

use super::Account;
use super::counting::ASKED_IN;
use super::wire::Connection;
use crate::failure::StackError;
use crate::keeper::Keeper;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What the file is called, in the folder of each database and in that of what all share.
const NAME: &str = "pg_internal.init";

/// Has a server write down what it finds out of the catalogue for whoever connects to the databases that are looked into first.
pub(super) fn write(socket: &Path, account: &Account) -> io::Result<()> {
    for database in [&*account.database, ASKED_IN] {
        Connection::open(socket, &account.user, database)?.close();
    }
    Ok(())
}

/// What a template has of it; none where its last connections changed the catalogue.
fn files(template: &Path) -> Vec<PathBuf> {
    let databases = fs::read_dir(template.join("base")).into_iter().flatten().flatten();
    let folders = databases.map(|folder| Path::new("base").join(folder.file_name())).chain([PathBuf::from("global")]);
    folders.map(|folder| folder.join(NAME)).filter(|file| template.join(file).is_file()).collect()
}

/// What a template has of it, laid ready beside a server that is starting.
pub(super) struct Kept(Vec<PathBuf>);

impl Kept {
    pub(super) fn lay_ready(keeper: &Keeper, template: &Path, data: &Path) -> Result<Self, StackError> {
        let files = files(template);
        if !files.is_empty() {
            keeper.prepare(template, data, files.clone())?;
        }
        Ok(Self(files))
    }

    /// Puts it back, once the server has removed what it began with.
    pub(super) fn restore(self, keeper: &Keeper, data: &Path) -> Result<(), StackError> {
        if self.0.is_empty() { Ok(()) } else { keeper.restore(data, self.0) }
    }
}
