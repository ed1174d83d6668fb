//! Which tests reach what, in a graph of what runs what.
//!
//! Source: R. Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972); nodes that lead to each other are one, and
//! components come out in an order in which everything that one leads to is done before it. The graph is walked from what is
//! run to what runs it, so that a node's tests are those of all that run it, as runs of numbers.
//! Absent on purpose: what nodes are.

use demock_model::TestIds;

/// Which nodes run which.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// Where a node's runners begin in `runners`; one more than there are nodes.
    starts: Vec<u32>,
    runners: Vec<u32>,
}

impl Graph {
    /// A graph of `nodes` nodes; each pair is a node and one that runs it.
    pub(crate) fn new(nodes: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; nodes + 1];
        for (node, _) in pairs {
            starts[*node as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let (mut next, mut runners) = (starts.clone(), vec![0; pairs.len()]);
        for (node, runner) in pairs {
            let place = &mut next[*node as usize];
            runners[*place as usize] = *runner;
            *place += 1;
        }
        Self { starts, runners }
    }

    fn runners(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.runners[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// The tests that reach each node, where `own` are those that stand at it.
    pub(crate) fn reached(&self, own: Vec<TestIds>) -> Vec<TestIds> {
        let nodes = own.len();
        let mut search = Search {
            graph: self,
            order: vec![UNSEEN; nodes],
            lowest: vec![0; nodes],
            sets: own,
            is_open: vec![false; nodes],
            open: Vec::new(),
            next: 0,
        };
        for node in 0..nodes as u32 {
            if search.order[node as usize] == UNSEEN {
                search.from(node);
            }
        }
        search.sets
    }
}

const UNSEEN: u32 = u32::MAX;

struct Search<'g> {
    graph: &'g Graph,
    /// In which order nodes were met.
    order: Vec<u32>,
    /// The first met of the nodes that a node leads back to.
    lowest: Vec<u32>,
    sets: Vec<TestIds>,
    /// Nodes whose component is not known yet.
    is_open: Vec<bool>,
    open: Vec<u32>,
    next: u32,
}

impl Search<'_> {
    /// Follows everything that a node leads to, without recursion: a chain may be as long as a tree has files.
    fn from(&mut self, start: u32) {
        let mut path: Vec<(u32, usize)> = vec![(start, 0)];
        self.meet(start);
        while let Some((node, edge)) = path.last_mut() {
            let here = *node as usize;
            let Some(&to) = self.graph.runners(*node).get(*edge) else {
                path.pop();
                if self.lowest[here] == self.order[here] {
                    self.finish(here as u32);
                }
                if let Some((before, _)) = path.last() {
                    let before = *before as usize;
                    self.lowest[before] = self.lowest[before].min(self.lowest[here]);
                }
                continue;
            };
            *edge += 1;
            if self.order[to as usize] == UNSEEN {
                self.meet(to);
                path.push((to, 0));
            } else if self.is_open[to as usize] {
                self.lowest[here] = self.lowest[here].min(self.order[to as usize]);
            }
        }
    }

    fn meet(&mut self, node: u32) {
        self.order[node as usize] = self.next;
        self.lowest[node as usize] = self.next;
        self.next += 1;
        self.is_open[node as usize] = true;
        self.open.push(node);
    }

    /// Every node met after this one, and not given to a component yet, leads back to it.
    fn finish(&mut self, first: u32) {
        let from = self.open.iter().rposition(|open| *open == first).unwrap_or(0);
        let component = self.open.split_off(from);
        for node in &component {
            self.is_open[*node as usize] = false;
        }
        let beyond = component.iter().flat_map(|node| self.graph.runners(*node));
        let united = TestIds::united(component.iter().chain(beyond).map(|node| &self.sets[*node as usize]));
        for node in component {
            self.sets[node as usize] = united.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demock_model::TestId;
    use std::collections::BTreeSet;

    /// By asking of every node what it leads to, one step at a time.
    fn slowly(nodes: u32, pairs: &[(u32, u32)], own: &[TestIds]) -> Vec<TestIds> {
        let of_node = |start: u32| {
            let (mut seen, mut left) = (BTreeSet::from([start]), vec![start]);
            while let Some(node) = left.pop() {
                let to = pairs.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to);
                left.extend(to.filter(|to| seen.insert(*to)));
            }
            seen.iter().flat_map(|node| own[*node as usize].iter()).collect()
        };
        (0..nodes).map(of_node).collect()
    }

    #[track_caller]
    fn check(nodes: u32, pairs: &[(u32, u32)], tests: &[(u32, u32)]) {
        let mut own = vec![TestIds::default(); nodes as usize];
        for (node, test) in tests {
            own[*node as usize] = own[*node as usize].iter().chain([TestId(*test)]).collect();
        }
        let seen = Graph::new(nodes as usize, pairs).reached(own.clone());
        assert_eq!(seen, slowly(nodes, pairs, &own), "{pairs:?}");
    }

    #[test]
    fn circles_chains_and_nothing() {
        check(0, &[], &[]);
        let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 5)];
        check(6, &pairs, &[(0, 10), (2, 12), (4, 14), (5, 15), (3, 13)]);
    }

    #[test]
    fn graphs_that_nobody_would_draw() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = move |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as u32 % below
        };
        for nodes in 1..60 {
            let pairs: Vec<_> = (0..random(3 * nodes)).map(|_| (random(nodes), random(nodes))).collect();
            let tests: Vec<_> = (0..random(2 * nodes)).map(|_| (random(nodes), random(9))).collect();
            check(nodes, &pairs, &tests);
        }
    }

    #[test]
    fn a_long_chain_ends() {
        let mut own = vec![TestIds::default(); 200_000];
        own[199_999] = TestIds::run(TestId(7), 1);
        let graph = Graph::new(200_000, &(1..200_000).map(|node| (node - 1, node)).collect::<Vec<_>>());
        assert_eq!(graph.reached(own)[0], TestIds::run(TestId(7), 1));
    }
}
