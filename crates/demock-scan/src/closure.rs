//! Which tests reach what, in a graph of what runs what.
//!
//! Source: R. Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972); nodes that lead to each other are one, and
//! components come out in an order in which everything that one leads to is done before it. The graph is walked from what is
//! run to what runs it, so that a node's tests are those of all that run it, as runs of numbers.
//! Invariant: only what a grown set is handed on to is united anew.
//! Absent on purpose: what nodes are.

use demock_model::TestIds;

/// Which nodes run which.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// Where a node's runners begin in `runners`; one more than there are nodes.
    starts: Vec<u32>,
    runners: Vec<u32>,
    components: Components,
}

/// Nodes that lead to each other, in an order in which a component's runners stand before it.
#[derive(Debug, Default)]
struct Components {
    nodes: Vec<u32>,
    /// Where each component ends in `nodes`.
    ends: Vec<u32>,
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
        let mut graph = Self { starts, runners, components: Components::default() };
        graph.components = Search::components(&graph, nodes);
        graph
    }

    fn runners(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.runners[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// The tests that reach each node, where `own` are those that stand at it.
    pub(crate) fn reached(&self, own: Vec<TestIds>) -> Vec<TestIds> {
        let mut sets = own;
        let grown = sets.iter().map(|set| !set.is_empty()).collect();
        self.spread(&mut sets, grown);
        sets
    }

    /// Hands the tests of nodes whose sets have grown on to everything that they run.
    pub(crate) fn spread(&self, sets: &mut [TestIds], mut grown: Vec<bool>) {
        let Components { nodes, ends } = &self.components;
        let mut from = 0;
        for end in ends {
            let component = &nodes[from as usize..*end as usize];
            from = *end;
            let around = component.iter().chain(component.iter().flat_map(|node| self.runners(*node)));
            if !around.clone().any(|node| grown[*node as usize]) {
                continue;
            }
            let united = TestIds::united(around.map(|node| &sets[*node as usize]));
            for node in component.iter().map(|node| *node as usize) {
                if sets[node] != united {
                    sets[node] = united.clone();
                    grown[node] = true;
                }
            }
        }
    }
}

const UNSEEN: u32 = u32::MAX;

struct Search<'g> {
    graph: &'g Graph,
    /// In which order nodes were met.
    order: Vec<u32>,
    /// The first met of the nodes that a node leads back to.
    lowest: Vec<u32>,
    /// Nodes whose component is not known yet.
    is_open: Vec<bool>,
    open: Vec<u32>,
    next: u32,
    found: Components,
}

impl<'g> Search<'g> {
    fn components(graph: &'g Graph, nodes: usize) -> Components {
        let mut search = Self {
            graph,
            order: vec![UNSEEN; nodes],
            lowest: vec![0; nodes],
            is_open: vec![false; nodes],
            open: Vec::new(),
            next: 0,
            found: Components { nodes: Vec::with_capacity(nodes), ends: Vec::with_capacity(nodes) },
        };
        for node in 0..nodes as u32 {
            if search.order[node as usize] == UNSEEN {
                search.from(node);
            }
        }
        search.found
    }

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
        for node in self.open.drain(from..) {
            self.is_open[node as usize] = false;
            self.found.nodes.push(node);
        }
        self.found.ends.push(self.found.nodes.len() as u32);
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
    fn what_grows_afterwards_is_handed_on() {
        // 0 is run by 1, which is run by 2, and 3 and 4 run each other and 1; 5 stands apart.
        let graph = Graph::new(6, &[(0, 1), (1, 2), (1, 3), (3, 4), (4, 3)]);
        let one = |test| TestIds::run(TestId(test), 1);
        let mut sets = graph.reached(vec![one(0), TestIds::default(), one(2), TestIds::default(), one(4), one(5)]);
        sets[3] = [TestId(4), TestId(9)].into_iter().collect();
        graph.spread(&mut sets, vec![false, false, false, true, false, false]);
        let seen: Vec<Vec<u32>> = sets.iter().map(|set| set.iter().map(|test| test.0).collect()).collect();
        assert_eq!(seen, [vec![0, 2, 4, 9], vec![2, 4, 9], vec![2], vec![4, 9], vec![4, 9], vec![5]]);
    }

    #[test]
    fn a_long_chain_ends() {
        let mut own = vec![TestIds::default(); 200_000];
        own[199_999] = TestIds::run(TestId(7), 1);
        let graph = Graph::new(200_000, &(1..200_000).map(|node| (node - 1, node)).collect::<Vec<_>>());
        assert_eq!(graph.reached(own)[0], TestIds::run(TestId(7), 1));
    }
}
