//! Methods that run where their class is constructed and their name is called, by the same test.
//!
//! Invariant: a method whose name nothing calls on anything runs where its class is constructed: code that is not walked
//! may call it. Absent on purpose: which object a name is called on.

use super::Building;
use crate::closure::Graph;
use demock_model::TestIds;
use rustc_hash::FxHashMap;

/// How often what such methods run is followed to further such methods.
const ROUNDS_MAX: usize = 8;

/// A method that two nodes run together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meeting {
    /// What constructs the class.
    pub(super) constructs: u32,
    /// What stands for all calls of the method's name.
    calls: u32,
    pub(super) method: u32,
}

/// Gives every name that such a method has a node, which is run by everything that calls the name.
pub(super) fn add(building: &mut Building<'_>) {
    let mut nodes: FxHashMap<u32, Option<u32>> = FxHashMap::default();
    for (_, file) in building.read() {
        nodes.extend(file.linked.outline.waiting.iter().map(|(.., name)| (*name, None)));
    }
    if nodes.is_empty() {
        return;
    }
    let mut next = building.own.len() as u32;
    for (at, file) in building.read() {
        for (node, name) in &file.linked.outline.members {
            let Some(known) = nodes.get_mut(name) else { continue };
            let calls = *known.get_or_insert_with(|| {
                next += 1;
                next - 1
            });
            building.pairs.push((calls, building.node(at, *node)));
        }
    }
    building.own.reserve_exact(next as usize - building.own.len());
    building.own.resize(next as usize, TestIds::default());
    for (at, file) in building.read() {
        for (constructs, method, name) in &file.linked.outline.waiting {
            let (constructs, method) = (building.node(at, *constructs), building.node(at, *method));
            match nodes.get(name).copied().flatten() {
                Some(calls) => building.meetings.push(Meeting { constructs, calls, method }),
                None => building.pairs.push((method, constructs)),
            }
        }
    }
}

impl Meeting {
    /// The tests that reach both nodes.
    pub(super) fn tests(self, reached: &[TestIds]) -> TestIds {
        reached[self.constructs as usize].intersected(&reached[self.calls as usize])
    }
}

/// The tests that reach each node, where `own` are those that stand at it.
pub(super) fn reached(graph: &Graph, own: Vec<TestIds>, meetings: &[Meeting]) -> Vec<TestIds> {
    let mut reached = graph.reached(own);
    for _ in 0..ROUNDS_MAX {
        let mut grown = vec![false; reached.len()];
        for meeting in meetings {
            let tests = meeting.tests(&reached);
            let known = &mut reached[meeting.method as usize];
            let united = TestIds::united([&*known, &tests]);
            if united != *known {
                *known = united;
                grown[meeting.method as usize] = true;
            }
        }
        if !grown.contains(&true) {
            break;
        }
        graph.spread(&mut reached, grown);
    }
    reached
}
