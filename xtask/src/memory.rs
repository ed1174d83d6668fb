//! How much memory a process and all that it has started take: the sum of their proportional shares, so that what they share
//! counts once.

use std::collections::BTreeMap;
use std::fs;

/// What was seen at one look, in KiB.
pub(crate) struct Look {
    /// By program: how many processes, and what they take for themselves.
    own: BTreeMap<String, (u64, u64)>,
    /// Memory that programs share on purpose, such as Postgres's buffers: it fills until what its settings allow.
    pub(crate) shared: u64,
}

impl Look {
    /// No look.
    pub(crate) const NONE: Self = Self { own: BTreeMap::new(), shared: 0 };

    /// What all take for themselves.
    pub(crate) fn own(&self) -> u64 {
        self.own.values().map(|(_, kilobytes)| kilobytes).sum()
    }

    /// What some programs take for themselves.
    pub(crate) fn own_of(&self, is_one: impl Fn(&str) -> bool) -> u64 {
        self.own.iter().filter(|(program, _)| is_one(program)).map(|(_, (_, kilobytes))| kilobytes).sum()
    }

    /// Each program with its processes and MiB.
    pub(crate) fn words(&self) -> String {
        let words =
            self.own.iter().map(|(program, (count, kilobytes))| format!("{count} {program} {}", kilobytes / 1024));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Looks at a process and its descendants.
pub(crate) fn of_tree(root: u32) -> Look {
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
    let (mut look, mut open) = (Look::NONE, vec![root]);
    while let Some(process) = open.pop() {
        let text = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
        let rollup = text("smaps_rollup");
        let (all, shared) = (share(&rollup, "Pss:"), share(&rollup, "Pss_Shmem:"));
        let own = look.own.entry(program(&text("comm"), &text("cmdline"))).or_default();
        *own = (own.0 + 1, own.1 + all.saturating_sub(shared));
        look.shared += shared;
        open.extend(children.get(&process).into_iter().flatten());
    }
    look
}

/// The name of a program; of demock's own parts, which are started as `exe __part`, the part's.
fn program(name: &str, line: &str) -> String {
    let part = line.split('\0').nth(1).and_then(|word| word.strip_prefix("__"));
    part.unwrap_or_else(|| name.trim()).to_owned()
}

fn share(rollup: &str, name: &str) -> u64 {
    let line = rollup.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_ascii_whitespace().next()?.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn parts_of_demock_are_told_apart() {
        assert_eq!(program("exe\n", "/proc/self/exe\0__clickhouse\0/lib\0"), "clickhouse");
        assert_eq!(program("postgres\n", "postgres: checkpointer \0"), "postgres");
        assert_eq!(program("sh\n", "sh\0-c\0__x"), "sh");
    }
}
