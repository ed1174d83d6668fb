//! By what those who come over TCP show who they are to a server that only leases use.
//!
//! The file's own user, who is a superuser, is no lease's and is not let in: it would meet what all leases have. A SCRAM exchange has
//! the client hash its password 4,096 times (RFC 7677 §4), some 3 ms of every first connection of a test.
//! Passwords of leases are random words that live as long as their test, so they are stored as MD5 hashes, and the method `md5`
//! lets both sorts in (`PostgreSQL` documentation, "Password Authentication"): what a test gives a role of its own stays SCRAM.
//! Fewer iterations would do as well for some clients, and others refuse them. Absent on purpose: servers of one's own, which
//! ask for what the image asks for.

use super::apart::ROOT;
use super::clones::name;
use super::mould::Mould;
use super::wire::Connection;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::{fs, io};

const SETTING: &str = "hba_file";
/// What the image asks for from 14 on, and what is asked for in its place.
const SLOW: &str = "scram-sha-256";
const QUICK: &str = "md5";

/// A file like the template's that keeps the file's user out, and asks for the quicker method where the project says nothing of it;
/// `None` where the project has a file of its own.
pub(super) fn file(mould: &Mould) -> io::Result<Option<PathBuf>> {
    let is_set = |argument: &OsStr| argument.to_string_lossy().contains(SETTING);
    if mould.arguments().any(is_set) {
        return Ok(None);
    }
    let asked = fs::read_to_string(mould.template.join("pg_hba.conf"))?;
    let asked = if is_quick(mould) { asked.replace(SLOW, QUICK) } else { asked };
    let place = mould.beside_sockets("pg_hba.conf");
    let superusers = [name(&mould.account.user), name(ROOT)].join(",");
    fs::write(&place, format!("host all {superusers} all reject\n{asked}"))?;
    Ok(Some(place))
}

fn is_quick(mould: &Mould) -> bool {
    mould.account.method == SLOW
}

/// What comes before a statement that sets a password, where the server's file is ours.
pub(super) fn before_passwords(mould: &Mould, connection: &mut Connection) -> &'static str {
    // A machine that keeps to FIPS 140 has no MD5.
    if is_quick(mould) && connection.query("SELECT md5('')").is_ok() { "SET password_encryption = md5; " } else { "" }
}
