//! How much memory a process and all that it has started take: the sum of their proportional shares, so that what they share
//! counts once.

use std::collections::BTreeMap;
use std::fs;

/// MiB of a process and its descendants.
pub(super) fn of_tree(root: u32) -> u64 {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(process) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        // One that has just gone has no parent, and takes nothing.
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        if let Some(parent) = fields.split_ascii_whitespace().nth(1).and_then(|text| text.parse().ok()) {
            children.entry(parent).or_default().push(process);
        }
    }
    let (mut kilobytes, mut open) = (0, vec![root]);
    while let Some(process) = open.pop() {
        kilobytes += share(process);
        open.extend(children.get(&process).into_iter().flatten());
    }
    kilobytes / 1024
}

fn share(process: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|rest| rest.split_ascii_whitespace().next()?.parse().ok()).unwrap_or_default()
}
