//! What a service has counted itself: whether anybody came, and what they did.

/// Numbers out of a service's own counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Connections that were made; `None` where the service does not count them.
    pub connections: Option<u64>,
    /// Transactions, commands or queries.
    pub commands: u64,
    /// Rows that were written; `None` where that means nothing.
    pub rows_written: Option<u64>,
    /// Connections that are open now.
    pub open: u64,
    /// Databases that were dropped, whose own counters went with them; `None` where that is not known.
    pub dropped: Option<u64>,
    /// A number that changes whenever somebody comes, where counters lag behind: by little where it was us, and otherwise by more,
    /// be it up or down.
    pub(crate) visits: Option<u64>,
    /// Since when it counts, in a number of its own; where that changes, it has begun anew.
    pub(crate) counts_since: Option<u64>,
    /// Whether something that was counted is lost: with a server that has ended or was started again, or because somebody said so.
    pub is_lost: bool,
}

impl Counters {
    /// What was counted since an earlier look.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        let begun = [self.counts_since, before.counts_since];
        if begun.iter().all(Option::is_some) && begun[0] != begun[1] {
            return Self { is_lost: true, ..*self };
        }
        let less = |now: Option<u64>, before: Option<u64>| Some(now?.saturating_sub(before.unwrap_or_default()));
        Self {
            counts_since: self.counts_since,
            is_lost: self.is_lost,
            connections: less(self.connections, before.connections),
            commands: self.commands.saturating_sub(before.commands),
            rows_written: less(self.rows_written, before.rows_written),
            open: self.open,
            dropped: less(self.dropped, before.dropped),
            visits: self.visits.map(|now| now.wrapping_sub(before.visits.unwrap_or_default())),
        }
    }

    /// This and what was counted elsewhere.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let both = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        Self {
            connections: both(self.connections, other.connections),
            commands: self.commands.saturating_add(other.commands),
            rows_written: both(self.rows_written, other.rows_written),
            open: self.open.saturating_add(other.open),
            dropped: both(self.dropped, other.dropped),
            visits: None,
            counts_since: None,
            is_lost: self.is_lost || other.is_lost,
        }
    }

    /// What is known of a service that says nothing any more: that nothing may be said of it.
    pub(crate) fn lost() -> Self {
        Self { is_lost: true, ..Self::default() }
    }

    /// Whether anybody came, or may have.
    pub fn is_touched(&self) -> bool {
        self.is_lost || self.connections.unwrap_or(self.commands) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_that_has_begun_anew_nobody_knows_that_it_was_not_touched() {
        let of = |counts_since, commands| Counters { commands, counts_since, ..Counters::default() };
        assert!(!of(Some(5), 2).since(&of(Some(5), 2)).is_touched());
        assert!(!of(None, 2).since(&of(Some(5), 2)).is_touched(), "it does not say");
        let lost = of(Some(6), 1).since(&of(Some(5), 2));
        assert!(lost.is_touched() && lost.commands == 1 && lost.and(&Counters::default()).is_touched());
    }

    #[test]
    fn a_number_of_visits_that_has_fallen_has_changed_much() {
        let visits = |number: u64| Counters { visits: Some(number), ..Counters::default() };
        assert_eq!(visits(12).since(&visits(9)).visits, Some(3));
        assert!(visits(9).since(&visits(12)).visits > Some(1 << 32));
    }
}
