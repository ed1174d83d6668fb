//! What a Postgres has counted, and how it is waited for until that is true.
//!
//! Invariant: our own looks are in no counter. Source: `PostgreSQL` documentation, "The Cumulative Statistics System".

use super::Account;
use super::clones::literal;
use super::wire::Connection;
use crate::counters::Counters;
use crate::keeper::Process;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long connections may take to end, once their owner has.
const LEAVING_MAX: Duration = Duration::from_millis(300);

/// The database that we ask in, whose counters are nobody's business: no program has its data there.
pub(super) const ASKED_IN: &str = "template1";
/// Databases of ours beside the file's, where leases are made.
pub(super) const OURS: &str = "demock";
/// How much older what Postgres below 15 says of its counters may be than what it has done.
pub(super) const LAG_MAX: Duration = Duration::from_millis(520);
/// Transactions of a look at the counters: that of the connection's start, and that of its question.
const OWN_VISITS: u64 = 2;
/// The first version that counts sessions.
pub(super) const MAJOR_SESSIONS: u32 = 14;
/// The first version whose counters are true at once.
pub(super) const MAJOR_COUNTS_AT_ONCE: u32 = 15;
/// This connection's place, and the number of its transaction, which grows with everybody's who has had that place. Whoever comes
/// has the first place that is free: where that is another than it was, somebody came or is still going, and nobody knows who.
const VISITS: &str = "(SELECT split_part(virtualtransaction, '/', 1)::bigint * 4294967296 + split_part(virtualtransaction, '/', 2)::bigint \
                      FROM pg_locks WHERE pid = pg_backend_pid() LIMIT 1)";

/// Since when a server counts: a process of its own begins then, once more after it has thrown away what it had counted because one of its
/// processes was killed.
fn counts_since(major: u32) -> &'static str {
    const MAJOR_TYPES: u32 = 10;
    if major < MAJOR_TYPES {
        return "NULL";
    }
    "(SELECT (extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_get_activity(NULL) WHERE backend_type = 'checkpointer')"
}

/// How many rows were written in the database of a number.
const WRITTEN: &str =
    "pg_stat_get_db_tuples_inserted(oid) + pg_stat_get_db_tuples_updated(oid) + pg_stat_get_db_tuples_deleted(oid)";

/// What a connection with one query counts, where that is only seen later.
pub(super) const ONE_VISIT: Counters = Counters {
    connections: Some(1),
    commands: 2,
    rows_written: Some(0),
    open: 0,
    dropped: None,
    visits: None,
    counts_since: None,
    is_lost: false,
};

/// A query in the file's database, whose first connection reads the catalogue for all later ones, and what later looks are compared
/// with: a template has counted nothing, so that only this visit is to be left out. Visits begin with this one's own number.
pub(super) fn first_look(socket: &Path, account: &Account, major: u32) -> io::Result<Counters> {
    let mut connection = Connection::open(socket, &account.user, &account.database)?;
    let visits = if major < MAJOR_COUNTS_AT_ONCE { VISITS } else { "NULL" };
    let rows = connection.query(&format!("SELECT {}, {visits}", counts_since(major)))?;
    connection.close();
    let of = |at: usize| rows.first().and_then(|row| row.get(at)?.parse().ok());
    Ok(Counters { counts_since: of(0), visits: of(1), ..ONE_VISIT })
}

/// Everything that was counted so far, in all databases but the one we ask in, and how many have gone.
pub(super) fn count(socket: &Path, account: &Account) -> io::Result<Counters> {
    let mut connection = Connection::open(socket, &account.user, ASKED_IN)?;
    let major = connection.major()?;
    let rows = connection.query(&if major >= MAJOR_COUNTS_AT_ONCE { at_once(major) } else { lagging(major) })?;
    connection.close();
    let of = |at: usize| rows.first().and_then(|row| row.get(at)?.parse::<u64>().ok());
    Ok(Counters {
        connections: of(0),
        commands: of(1).unwrap_or_default(),
        rows_written: of(2),
        open: of(3).unwrap_or_default(),
        dropped: of(4),
        visits: of(5),
        counts_since: of(6),
        ..Counters::default()
    })
}

/// The question for counters, of functions alone: views would have the server read twice as much of a catalogue that it has not read
/// yet, at the end of a run. 1262 is `pg_database`.
fn at_once(major: u32) -> String {
    let since = counts_since(major);
    format!(
        "SELECT sum(pg_stat_get_db_sessions(oid)), sum(pg_stat_get_db_xact_commit(oid) + pg_stat_get_db_xact_rollback(oid)), \
         sum({WRITTEN}), (SELECT count(*) FROM pg_stat_get_activity(NULL) WHERE datid IN (SELECT oid FROM pg_database WHERE datname \
         NOT IN ('{OURS}', '{ASKED_IN}'))), pg_stat_get_tuples_deleted(1262), NULL, {since} \
         FROM pg_database WHERE datname NOT IN ('template0', '{OURS}', '{ASKED_IN}')"
    )
}

/// The same of a server whose counters are true later.
fn lagging(major: u32) -> String {
    let sessions = if major >= MAJOR_SESSIONS { "sum(sessions)" } else { "NULL" };
    let since = counts_since(major);
    format!(
        "SELECT {sessions}, sum(xact_commit + xact_rollback), sum(tup_inserted + tup_updated + tup_deleted), \
         (SELECT count(*) FROM pg_stat_activity WHERE datname NOT IN ('{OURS}', '{ASKED_IN}')), \
         (SELECT n_tup_del FROM pg_stat_all_tables WHERE relid = 'pg_catalog.pg_database'::regclass), {VISITS}, {since} \
         FROM pg_stat_database WHERE datname IS NOT NULL AND datname NOT IN ('template0', '{OURS}', '{ASKED_IN}')"
    )
}

/// Everything that was counted in one database. It is asked after each test, and views would join it with all others.
pub(super) fn of_database(connection: &mut Connection, database: &str, major: u32) -> io::Result<Counters> {
    let sessions = if major >= MAJOR_SESSIONS { "pg_stat_get_db_sessions(oid)" } else { "NULL" };
    let rows = connection.query(&format!(
        "SELECT {sessions}, pg_stat_get_db_xact_commit(oid) + pg_stat_get_db_xact_rollback(oid), {WRITTEN}, \
         (SELECT count(*) FROM pg_stat_get_activity(NULL) WHERE datid = oid) FROM pg_database WHERE datname = {}",
        literal(database)
    ))?;
    let of = |at: usize| rows.first().and_then(|row| row.get(at)?.parse::<u64>().ok());
    let open = of(3).unwrap_or_default();
    Ok(Counters {
        connections: of(0).map(|closed| closed.max(open)),
        commands: of(1).unwrap_or_default(),
        rows_written: of(2),
        open,
        ..Counters::default()
    })
}

/// What was counted since an earlier look. Whoever has just gone is counted with its end, so that this waits a moment for those
/// who are going.
pub(super) fn since(
    before: &Counters,
    socket: &Path,
    account: &Account,
    process: &mut Process,
) -> io::Result<Counters> {
    let began = Instant::now();
    let mut lags = None;
    loop {
        let mut counted = count(socket, account)?.since(before);
        // Below 15 a look that nobody was before has transactions of its own alone: there is nothing to wait for.
        let lags = *lags.get_or_insert(counted.visits.is_some_and(|visits| visits > OWN_VISITS));
        let is_leaving = counted.open > 0 && began.elapsed() < LEAVING_MAX;
        let is_behind = lags && began.elapsed() < LAG_MAX;
        if !is_leaving && !is_behind {
            counted.connections = counted.connections.map(|closed| closed.max(counted.open));
            return Ok(counted);
        }
        process.ended_within(Duration::from_millis(5));
    }
}
