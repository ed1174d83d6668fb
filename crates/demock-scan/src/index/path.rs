//! By what way a site reaches a test: the shortest, found anew when somebody asks.

use super::{Around, Building, IndexedFile, meeting};
use crate::closure::Graph;
use crate::project::FileId;
use demock_model::TestId;
use std::collections::VecDeque;

/// The way from a test to a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// The site's file, and the site's index there.
    pub(crate) site: (FileId, u32),
    /// What runs what, from the test on: a file and a node of its outline.
    pub(crate) steps: Vec<(FileId, u32)>,
}

/// The ways by which sites reach a test of a file, the test being one of the file's by its index.
pub(crate) fn paths(files: &[Option<IndexedFile>], around: &[Around], file: FileId, test: u32) -> Vec<Path> {
    let mut building = Building::whole(files, around);
    let test = TestId(building.first_tests[file as usize] + test);
    let nodes = building.own.len() as u32;
    building.meet(test);
    let before = searched(&building, (0..nodes).filter(|node| building.own[*node as usize].contains(&test)));
    let mut found: Vec<Path> = Vec::new();
    for (at, file) in building.read() {
        let mut seen: Vec<(u32, usize, u32)> = Vec::new();
        for (node, site) in &file.linked.outline.acting {
            let node = building.node(at, *node);
            if let Some(Some((_, length))) = before.get(node as usize) {
                seen.push((*site, *length, node));
            }
        }
        seen.sort_unstable();
        seen.dedup_by_key(|(site, ..)| *site);
        found.extend(
            seen.iter().map(|(site, _, node)| Path { site: (at, *site), steps: steps(&building, &before, *node) }),
        );
    }
    found
}

impl Building<'_> {
    /// Adds what the test runs by constructing a class and calling a name.
    fn meet(&mut self, test: TestId) {
        if self.meetings.is_empty() {
            return;
        }
        let graph = Graph::new(self.own.len(), &self.pairs);
        let reached = meeting::reached(&graph, self.own.clone(), &self.meetings);
        let met = self.meetings.iter().filter(|meeting| meeting.tests(&reached).contains(&test));
        self.pairs.extend(met.map(|meeting| (meeting.method, meeting.constructs)));
    }
}

/// For every node that is run: the node that runs it first, and how many steps lead there.
fn searched(building: &Building<'_>, from: impl Iterator<Item = u32>) -> Vec<Option<(u32, usize)>> {
    let mut runs: Vec<(u32, u32)> = building.pairs.iter().map(|(node, runner)| (*runner, *node)).collect();
    runs.sort_unstable();
    let mut before = vec![None; building.own.len()];
    let mut left = VecDeque::new();
    for node in from {
        before[node as usize] = Some((node, 0));
        left.push_back((node, 0));
    }
    while let Some((node, length)) = left.pop_front() {
        let first = runs.partition_point(|(runner, _)| *runner < node);
        for (_, next) in runs[first..].iter().take_while(|(runner, _)| *runner == node) {
            if before[*next as usize].is_none() {
                before[*next as usize] = Some((node, length + 1));
                left.push_back((*next, length + 1));
            }
        }
    }
    before
}

/// The nodes on the way to a node, as places in files; what stands for a whole folder is none.
fn steps(building: &Building<'_>, before: &[Option<(u32, usize)>], to: u32) -> Vec<(FileId, u32)> {
    let mut nodes = vec![to];
    while let Some((node, length)) = nodes.last().and_then(|last| before[*last as usize]) {
        if length == 0 {
            break;
        }
        nodes.push(node);
    }
    let place = |node: u32| {
        let file = building.first_nodes.partition_point(|first| *first <= node) - 1;
        (file < building.files.len()).then(|| (file as FileId, node - building.first_nodes[file]))
    };
    nodes.into_iter().rev().filter_map(place).collect()
}
