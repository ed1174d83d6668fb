//! Whether a Redis was told more than to move data, as its own count of commands says.
//!
//! Source: `INFO commandstats` of the Redis documentation. Invariant: in doubt it was.

/// Commands after which a process is not what it was, whatever it holds: one that is told nothing else but one of [`ONLY_READS`], which
/// versions before 7 count as one with those that change settings. Scripts are forgotten with the data.
const CHANGES_MORE: [&str; 13] = [
    "config",
    "acl",
    "client|pause",
    "replicaof",
    "slaveof",
    "sync",
    "psync",
    "module",
    "debug",
    "cluster",
    "failover",
    "shutdown",
    "function",
];
const ONLY_READS: [&str; 2] = ["config|get", "acl|whoami"];

/// Whether a process is not what it was, as its own count of commands says.
pub(super) fn changes_more(told: &str) -> bool {
    let commands = told.lines().filter_map(|line| Some(line.strip_prefix("cmdstat_")?.split_once(':')?.0));
    commands.filter(|command| !ONLY_READS.contains(command)).any(|command| {
        CHANGES_MORE
            .iter()
            .any(|it| command.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with('|')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as Redis 6.2 and 7.0 write them.
    #[test]
    fn what_is_told_more_than_to_move_data_is_found_in_the_count_of_commands() {
        let line = |command: &str| {
            format!("# Commandstats\r\ncmdstat_get:calls=1,usec=2\r\ncmdstat_{command}:calls=1,usec=4\r\n")
        };
        for command in
            ["config", "config|set", "config|resetstat", "acl", "acl|setuser", "function|load", "client|pause"]
        {
            assert!(changes_more(&line(command)), "{command}");
        }
        for command in ["set", "config|get", "client", "client|kill", "select", "eval", "script|load"] {
            assert!(!changes_more(&line(command)), "{command}");
        }
    }
}
