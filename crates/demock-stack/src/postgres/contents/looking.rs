//! Whether anybody has written.
//!
//! Invariant: the server's transaction numbers tell, of which each of our own statements takes one, and whether anybody was in the
//! database at all: a framework may have made itself others.
//! Source: `PostgreSQL` documentation, "Transaction ID and Snapshot Information Functions".

use super::super::counting;
use super::around;

/// The first version with functions of snapshots under this name.
const MAJOR_SNAPSHOT: u32 = 13;

/// What one look has seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// How many transaction numbers were given by then.
    pub(super) transactions: u64,
    /// How many statements of ours were done before, and are surely among them.
    pub(super) done: u64,
    /// How many of ours had failed.
    pub(super) failed: u64,
    /// How many sessions were ever begun in the database, where the server tells that at once.
    pub(super) sessions: Option<u64>,
}

impl Seen {
    /// Whether nobody can have been in the database since an earlier look, if nobody is there now.
    pub(super) fn is_unvisited_since(&self, before: &Self) -> bool {
        self.sessions.is_some() && self.sessions == before.sessions
    }

    /// Whether somebody else was given a number since an earlier look while which none of our statements was on its way. Of one that is on
    /// its way now nobody can tell, so that what seems written may not be; what seems unwritten is so.
    pub(super) fn is_written_since(&self, before: &Self) -> bool {
        self.failed != before.failed || self.transactions - before.transactions != self.done - before.done
    }
}

/// What was seen, and what that means.
pub(super) struct Look {
    pub(super) seen: Seen,
    /// Transactions that are open while nobody asks anything.
    pub(super) open: u64,
    /// Sessions in the database.
    pub(super) guests: u64,
    pub(super) is_written: bool,
}

/// Questions that are asked after every test, prepared. The view of sessions would join them with all users and databases.
///
/// `look` says whether anybody has written in a database, and what changes without a transaction number, `leave` tells all sessions in it but one to end, and `outside` what is kept of it
/// outside of itself: since when it counts, whose it is and who may enter, and how often settings, comments and labels of
/// databases and users (`pg_db_role_setting`, `pg_shdescription`, `pg_shseclabel`) have changed.
pub(super) fn questions(major: u32) -> String {
    let numbers = if major >= MAJOR_SNAPSHOT {
        "pg_snapshot_xmax(pg_current_snapshot())"
    } else {
        "txid_snapshot_xmax(txid_current_snapshot())"
    };
    let sessions = if major >= counting::MAJOR_COUNTS_AT_ONCE { "pg_stat_get_db_sessions($1)" } else { "NULL" };
    format!(
        "PREPARE look(oid, name) AS SELECT {numbers}, count(*) FILTER (WHERE xact_start IS NOT NULL AND state LIKE 'idle%'), \
         count(*) FILTER (WHERE backend_xid IS NOT NULL), count(*), {sessions}, \
         (SELECT count(*) FROM pg_database WHERE oid = $1 AND datname = $2), \
         concat_ws(' ', ({system}), (SELECT count(*) FROM pg_get_replication_slots())) \
         FROM pg_stat_get_activity(NULL) WHERE datid = $1; \
         PREPARE leave(name, int) AS SELECT pg_terminate_backend(pid) FROM pg_stat_get_activity(NULL) \
         WHERE datid = (SELECT oid FROM pg_database WHERE datname = $1) AND pid <> $2; \
         PREPARE outside(oid, name) AS SELECT concat_ws(' ', pg_stat_get_db_stat_reset_time(oid), datdba, datallowconn, datconnlimit, \
         datacl, (SELECT sum(pg_stat_get_tuples_inserted(o) + pg_stat_get_tuples_updated(o) + pg_stat_get_tuples_deleted(o)) \
         FROM unnest('{{2964,2396,3592}}'::oid[]) o)) FROM pg_database WHERE oid = $1 AND datname = $2{}",
        around::question(major),
        system = around::SYSTEM
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(transactions: u64, done: u64) -> Seen {
        Seen { transactions, done, failed: 0, sessions: None }
    }

    #[test]
    fn nobody_was_there_only_where_the_server_says_so() {
        let of = |sessions| Seen { sessions, ..seen(700, 3) };
        assert!(of(Some(4)).is_unvisited_since(&of(Some(4))));
        assert!(!of(Some(5)).is_unvisited_since(&of(Some(4))));
        assert!(!of(None).is_unvisited_since(&of(None)), "it does not count them");
    }

    #[test]
    fn numbers_that_only_our_statements_took_are_no_writing() {
        let before = seen(700, 3);
        assert!(!seen(700, 3).is_written_since(&before));
        assert!(!seen(702, 5).is_written_since(&before), "two of ours");
        assert!(seen(703, 5).is_written_since(&before), "two of ours and one of a test's");
        assert!(seen(701, 3).is_written_since(&before), "one of a test's, or of ours that is on its way");
    }

    #[test]
    fn a_statement_of_ours_that_failed_leaves_it_open_who_was_given_a_number() {
        let now = Seen { failed: 1, ..seen(701, 3) };
        assert!(now.is_written_since(&seen(700, 3)));
        assert!(Seen { failed: 1, ..seen(700, 3) }.is_written_since(&seen(700, 3)));
        assert!(!seen(701, 3).is_written_since(&seen(701, 3)));
    }
}
