//! Who goes first: what takes longest to be ready is started before everything else, because a start takes both cores.
//!
//! Invariant: nobody waits longer than [`WAIT_MAX`], whatever happens to those that go first.

use crate::engine::Engine;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long lighter services wait for heavier ones to be started.
const WAIT_MAX: Duration = Duration::from_millis(20);

/// Services that are not started yet, by how long they take.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    waiting: Mutex<BTreeMap<u8, usize>>,
    changed: Condvar,
}

/// How long an engine takes, compared with others.
fn weight(engine: Option<Engine>) -> u8 {
    match engine {
        Some(Engine::ClickHouse) => 3,
        Some(Engine::Postgres) => 2,
        Some(_) => 1,
        None => 0,
    }
}

impl Gate {
    /// Before those engines that nothing keeps from being started at once.
    pub(crate) fn before(engines: impl Iterator<Item = Option<Engine>>) -> Self {
        let gate = Self::default();
        let mut waiting = gate.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        for engine in engines {
            *waiting.entry(weight(engine)).or_default() += 1;
        }
        drop(waiting);
        gate
    }

    /// Waits until everything heavier is started.
    pub(crate) fn wait(&self, engine: Option<Engine>) {
        let own = weight(engine);
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_behind = |waiting: &mut BTreeMap<u8, usize>| waiting.iter().any(|(it, count)| *it > own && *count > 0);
        drop(self.changed.wait_timeout_while(waiting, WAIT_MAX, is_behind));
    }

    /// One of them is started.
    pub(crate) fn passed(&self, engine: Option<Engine>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = waiting.get_mut(&weight(engine)) {
            *count = count.saturating_sub(1);
        }
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn the_lighter_waits_for_the_heavier_and_not_for_ever() {
        let gate = Gate::before([Some(Engine::Redis), Some(Engine::Postgres)].into_iter());
        let began = Instant::now();
        gate.wait(Some(Engine::Postgres));
        assert!(began.elapsed() < WAIT_MAX);
        gate.wait(Some(Engine::Redis));
        assert!(began.elapsed() >= WAIT_MAX);
        gate.passed(Some(Engine::Postgres));
        let again = Instant::now();
        gate.wait(Some(Engine::Redis));
        assert!(again.elapsed() < WAIT_MAX);
    }
}
