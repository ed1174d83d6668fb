//! What a Redis was told beside moving data, as its own count of commands says.
//!
//! Source: `INFO commandstats` of the Redis documentation. Invariant: in doubt it was. Versions before 7 count all `CONFIG …` as one, and so all
//! that is spelled with a word behind it.

/// Commands that change settings, users or functions, or whom the server lets wait: what can be had again.
const AROUND: &[&str] = &["config", "acl", "function", "client|pause", "client|unpause"];
/// Commands after which a process is not what it was, whatever is put back.
const BOUND: &[&str] = &["replicaof", "slaveof", "sync", "psync", "module", "debug", "cluster", "failover", "shutdown"];
/// Commands by which a connection is otherwise than it was.
const CLIENTS: &[&str] = &["select", "auth", "hello", "reset", "client"];
/// What of all these only asks, or says who asks.
const ONLY_READS: &[&str] = &[
    "acl|cat",
    "acl|dryrun",
    "acl|genpass",
    "acl|getuser",
    "acl|list",
    "acl|users",
    "acl|whoami",
    "client|getname",
    "client|id",
    "client|info",
    "client|kill",
    "client|list",
    "client|setinfo",
    "cluster|info",
    "cluster|keyslot",
    "cluster|nodes",
    "cluster|shards",
    "cluster|slots",
    "config|get",
    "function|dump",
    "function|list",
    "function|stats",
    "module|list",
];
/// What both of Redis's ways to save count: what has changed begins at nothing then.
const SAVES: &[&str] = &["save", "bgsave"];

/// What a process was told, each as the lines that count it: how often, and how long that took, which is never twice the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What can be had again.
    pub(super) around: String,
    /// What cannot.
    pub(super) bound: String,
    /// What makes connections otherwise.
    pub(super) clients: String,
    /// What has it forget how often it was changed.
    pub(super) saves: String,
}

impl Told {
    pub(super) fn of(stats: &str) -> Self {
        let is_one = |command: &str, all: &[&str]| {
            let of = |it: &str| command.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with('|'));
            !ONLY_READS.contains(&command) && all.iter().any(|it| of(it))
        };
        let lines = |all: &[&str]| {
            let lines = stats.lines().filter_map(|line| line.strip_prefix("cmdstat_"));
            let its = lines.filter(|line| line.split_once(':').is_some_and(|(command, _)| is_one(command, all)));
            its.collect::<Vec<_>>().join("\n")
        };
        // Before 7 a pause is a `client` like any other.
        let paused = lines(&["client"]).lines().find(|line| line.starts_with("client:")).map(str::to_owned);
        let around = [lines(AROUND), paused.unwrap_or_default()].join("\n");
        Self { around, bound: lines(BOUND), clients: lines(CLIENTS), saves: lines(SAVES) }
    }

    /// Whether no other process can be what this one is.
    pub(super) fn is_bound(&self) -> bool {
        !self.bound.is_empty()
    }
}

/// Whether a process is not what it was, but for the settings that we have changed so often ourselves. Scripts are forgotten with the data.
pub(super) fn changes_more(stats: &str, ours: u64) -> bool {
    let told = Told::of(stats);
    let ours = format!("config|set:calls={ours},");
    let known = ["client:", "client|unpause:", &ours];
    let is_more = |line: &str| !line.is_empty() && !known.iter().any(|known| line.starts_with(known));
    told.is_bound() || told.around.lines().any(is_more)
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
            assert!(changes_more(&line(command), 0), "{command}");
        }
        assert!(
            !changes_more(&line("config|set"), 1)
                && changes_more(&line("config|set"), 2)
                && changes_more(&line("acl"), 1)
        );
        for command in ["set", "config|get", "client", "client|kill", "select", "eval", "script|load"] {
            assert!(!changes_more(&line(command), 0), "{command}");
        }
    }
}
