//! The machine's processes: whose children they are, what they are called in a namespace, and what memory they take.
//!
//! Source: `proc(5)`, `pid_namespaces(7)`. Invariant: whoever has ended meanwhile is not there, and is no failure.

use std::collections::BTreeMap;
use std::fs;

/// Parents of all that descend from a process, by process; `None` where this kernel does not say whose children are whose.
pub(crate) fn parents_below(top: i32) -> Option<BTreeMap<i32, i32>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![top]);
    while let Some(parent) = open.pop() {
        // Whoever has ended meanwhile has none.
        for thread in fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten() {
            let text = match fs::read_to_string(thread.path().join("children")) {
                Ok(text) => text,
                Err(_) if parent == top => return None,
                Err(_) => continue,
            };
            for child in text.split_ascii_whitespace().filter_map(|word| word.parse().ok()) {
                if found.insert(child, parent).is_none() {
                    open.push(child);
                }
            }
        }
    }
    Some(found)
}

/// Parents of all processes by process.
pub(crate) fn parents() -> BTreeMap<i32, i32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    processes.filter_map(|pid| Some((pid, parent(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)?))).collect()
}

/// The fourth field; the second is a name in parentheses that may hold anything.
fn parent(stat: &str) -> Option<i32> {
    stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// All that descend from a process.
pub(crate) fn below(parents: &BTreeMap<i32, i32>, top: i32) -> Vec<i32> {
    let mut found = vec![top];
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        found.extend(parents.iter().filter(|(_, of)| **of == parent).map(|(pid, _)| *pid));
        at += 1;
    }
    found.remove(0);
    found
}

pub(crate) fn with_below(parents: &BTreeMap<i32, i32>, top: i32) -> Vec<i32> {
    let mut all = below(parents, top);
    all.push(top);
    all
}

/// The process that is called `inner` in the namespace of an init, as the machine calls it.
pub(crate) fn outside(init: i32, inner: i32) -> Option<i32> {
    let parents = parents_below(init).unwrap_or_else(parents);
    let is_it = |pid: &i32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let names = status.lines().find_map(|line| line.strip_prefix("NSpid:"));
        names.and_then(|names| names.split_ascii_whitespace().last()?.parse().ok()) == Some(inner)
    };
    with_below(&parents, init).into_iter().find(is_it)
}

/// What a process and all that descend from it take, in KiB: the sum of their proportional shares, so that what they share counts once.
pub(crate) fn memory(pid: i32) -> Option<u64> {
    let parents = parents_below(pid).unwrap_or_else(parents);
    let share = |pid: i32| {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.split_ascii_whitespace().next()?.parse::<u64>().ok()
    };
    let shares: Vec<u64> = with_below(&parents, pid).into_iter().filter_map(share).collect();
    (!shares.is_empty()).then(|| shares.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descendants_are_found_through_all_generations_and_names_that_look_like_fields() {
        assert_eq!(parent("7 (a) b (c) S 3 7 7 0 -1"), Some(3));
        assert_eq!(parent("nothing"), None);
        let parents = BTreeMap::from([(1, 0), (2, 1), (3, 2), (4, 3), (5, 1), (6, 5)]);
        assert_eq!(below(&parents, 2), [3, 4]);
        assert_eq!(below(&parents, 1), [2, 5, 3, 6, 4]);
        assert_eq!(below(&parents, 6), [0; 0]);
    }

    #[test]
    fn a_process_outside_all_namespaces_has_one_name_and_takes_memory() {
        let own = i32::try_from(std::process::id()).expect("a number");
        assert_eq!(outside(own, own), Some(own));
        assert_eq!(outside(own, i32::MAX), None);
        assert!(memory(own) >= Some(1));
        assert_eq!(memory(i32::MAX), None);
    }
}
