//! Error codes: what each means and what to do. A test holds the list against the codes in the sources.

/// A code, what it means, what to do.
type Entry = (&'static str, &'static str, &'static str);

/// In the order of the alphabet.
#[rustfmt::skip]
const CODES: &[Entry] = &[
    ("baseline/bad-line", "A line of a baseline file is neither an entry nor a header.",
        "Restore the file from version control, then let `demock baseline --shrink` or `--accept REASON` write what changed; nothing else should."),
    ("baseline/conflict", "A merge left its conflict markers in a baseline file.",
        "Keep the lines of both sides, remove the markers, and run `demock baseline --shrink`. The `.gitattributes` beside the files makes git do this by itself."),
    ("baseline/newer-format", "A baseline file was written in a format that this demock does not read yet.",
        "Update demock to the version that wrote it."),
    ("baseline/not-utf8", "A baseline file holds bytes that are not UTF-8.",
        "Restore the file from version control."),
    ("baseline/unreadable", "The baseline's folder or a file in it cannot be read.",
        "Look at the permissions of `demock-baseline/`."),
    ("cli/already-adopted", "`demock init` found a configuration or a baseline, and would have replaced it.",
        "Keep it, or run `demock init --force` to begin anew: everything found today is then accepted again."),
    ("cli/arguments", "The command line cannot be read.",
        "`demock COMMAND --help` lists what a command takes."),
    ("cli/blank-reason", "`demock baseline --accept` was given a reason that says nothing.",
        "Say in a sentence why the real thing cannot be used; it stands beside each accepted line for whoever comes next."),
    ("cli/command", "The command that `demock run` was given cannot be run: exit code 127 where it is not there, 126 where it may not be run.",
        "Check its spelling and that it is in `PATH`; a word of the shell needs one: `demock run -- sh -c '…'`."),
    ("cli/down-is-all", "`demock down` was given `--only`, and it ends the whole stack.",
        "Leave it out, and all of the stack ends."),
    ("cli/input", "Standard input cannot be read.",
        "Pipe the text or the hook's JSON in, and keep the pipe open until it is written."),
    ("cli/no-cache", "There is no folder in which fetched packages could be kept: neither `DEMOCK_CACHE_DIR` nor `XDG_CACHE_HOME` nor `HOME` is set.",
        "Set one of them to an absolute path."),
    ("cli/older-rule-set", "The baseline was written by a newer demock, whose rules see more than this one's.",
        "Update demock: writing the baseline now would forget what the newer rules found."),
    ("cli/output", "The report cannot be written to standard output.",
        "See what standard output leads to: a full disk, a closed device."),
    ("cli/outside", "A file was named that lies outside the repository.",
        "Start demock in the repository that the file belongs to."),
    ("cli/read-file", "A file that was named cannot be read.",
        "Check its path and who may read it."),
    ("cli/shard", "A file that was named as a shard is none: `scan --shard` has not written it, or another version has, or it is damaged.",
        "Write it anew with this version: `demock scan PATH --shard FILE`."),
    ("cli/two-roots", "The paths lie in different repositories, which have different policies and baselines.",
        "Scan them one after the other."),
    ("cli/unknown-finding", "No finding of this tree has the fingerprint.",
        "`demock scan --format json` prints the fingerprint of every finding. One changes when its path, scope, kind, boundary or target does."),
    ("cli/unknown-test", "No test of this tree has the id.",
        "An id reads `path::name::name`: the path relative to the root, then the names of the enclosing blocks and the test."),
    ("cli/unknown-topic", "`demock explain` knows no rule, library, kind, group, boundary, tier or code of this name.",
        "`demock explain` without a topic lists them all."),
    ("cli/working-folder", "The working folder cannot be read; it may have been removed.",
        "Change to a folder that exists."),
    ("cli/write-file", "A file cannot be written.",
        "Look at the folder: whether it exists, and whether it may be written to."),
    ("compose/circle", "Services of a Compose file depend on or extend each other in a circle, or files include each other in one.",
        "Take one of them out; the message names the whole circle."),
    ("compose/duplicate-key", "A mapping of a Compose file has a key twice.",
        "Keep one of the two."),
    ("compose/interpolation", "A value of a Compose file asks for a variable that must be set and is not, or holds a `$` that begins none.",
        "Set the variable in the environment or in `.env`, or write `$$` for a dollar sign."),
    ("compose/key", "A key of a Compose file is a list or a mapping.",
        "Write a text in front of the colon."),
    ("compose/merge-key", "`<<` of a Compose file names something that has no keys.",
        "Let it name a mapping by its anchor, or a list of them."),
    ("compose/no-file", "The project has no Compose file under one of the usual names.",
        "Add one, or name yours in `[stack] compose` or by `--file`."),
    ("compose/nothing-to-run", "A service has neither an image nor anything that it is built from.",
        "Give it an `image`, or a `build` with `x-demock.command`."),
    ("compose/read", "A Compose file, or a file that it names, cannot be read.",
        "See that it is there and may be read; paths are relative to the file that names them."),
    ("compose/syntax", "A Compose file is not YAML.",
        "Look at the line: an indentation or a quote is usually missing there or just above."),
    ("compose/too-large", "A Compose file has more values than any stack needs, or they stand too deep in each other.",
        "Look for anchors that hold each other many times over."),
    ("compose/undefined", "A Compose file names a service, secret or config that it does not define.",
        "Define it, or correct the name; the message says what there is."),
    ("compose/unknown-anchor", "An alias of a Compose file names no anchor that stands before it.",
        "Write the anchor before it, as `&name`."),
    ("compose/unknown-key", "A Compose file has a key that Compose does not know.",
        "Correct it, or name it `x-…` where a tool of your own reads it."),
    ("compose/wrong-form", "A value of a Compose file has another form than its key takes.",
        "Write it as the message says."),
    ("config/almost-tier", "A tier is called almost as one that everybody has, and would be one of its own.",
        "Correct the name, or give a tier of your own a name that nobody takes for `unit`, `integration` or `e2e`."),
    ("config/bad-date", "A value that should be a day is none.",
        "Write the last day on which the exception counts, such as 2027-03-01, without quotes or with them, and without a time."),
    ("config/bad-glob", "A path pattern cannot be read, or leaves the folder of its file.",
        "`*` stays inside a folder, `**` crosses folders, `[` and `{` must be closed; a pattern begins in the folder of its file, without `/` or `..`."),
    ("config/bad-rule-id", "A rule's id would not survive in a baseline or a report.",
        "Write two parts of letters, digits, `.`, `_` and `-` with a `/` between, such as `acme/fake-queue`."),
    ("config/contradiction", "A boundary stands both in `may_replace` and in `warn` of a tier.",
        "Keep it in one of the two."),
    ("config/duplicate", "Two services, tiers or rules have one name.",
        "Give one of them another name, or remove it."),
    ("config/empty", "A key that must say something says nothing.",
        "Give it a value, or remove the line."),
    ("config/extends-cycle", "Configuration files extend one another in a circle.",
        "Remove one of the `extends` lines."),
    ("config/extends-missing", "The file that a configuration extends does not exist.",
        "`extends` is relative to the file it stands in: correct it, or remove the line."),
    ("config/missing-key", "A table lacks a key that it must have.",
        "Add the key."),
    ("config/not-toml", "`demock.toml` is not TOML.",
        "Mend the place that the message names: often a missing quote or bracket in the line before."),
    ("config/not-utf8", "`demock.toml` holds bytes that are not UTF-8.",
        "Save the file as UTF-8."),
    ("config/unknown-key", "A key that nothing reads: a misspelt one would switch nothing on and say nothing.",
        "Correct it to the name that the message offers, or remove it."),
    ("config/unknown-name", "A value that is none of those which the key takes.",
        "Write one of the names that the message lists."),
    ("config/unknown-rule", "An exception names a rule, kind or group that there is not.",
        "Write the name that the message offers; `demock explain` lists them all."),
    ("config/unreadable", "`demock.toml` cannot be read.",
        "Look at its permissions."),
    ("config/wrong-type", "A value of another type than the key takes.",
        "Write the type that the message names."),
    ("environment/source-date-epoch", "`SOURCE_DATE_EPOCH` is set to something that is no time.",
        "Unset it, or set it to seconds since 1970-01-01 UTC."),
    ("fetch/client", "A package client failed to fetch a service.",
        "Read what it said: usually the registry cannot be reached. Then run `demock fetch` again."),
    ("fetch/file", "A fetched package cannot be written or read in the cache.",
        "Look at the disk and the permissions, or set `DEMOCK_CACHE_DIR` to another folder."),
    ("fetch/hash", "A fetched archive is not the one that was tried: its hash is another than the table's.",
        "Do not use it. Ask whoever runs the registry, or the proxy before it."),
    ("fetch/no-client", "A service is fetched by a package client that is not installed.",
        "Install it with the line that the message ends in; no other service waits for it."),
    ("fetch/no-distribution", "A service is fetched out of the distribution's packages, and this machine has no `apt-get` and `dpkg-deb`.",
        "Install the service with the machine's own package client; `demock doctor` then finds it."),
    ("fetch/outside", "A fetched archive holds a file or link that would lie outside of its folder.",
        "Do not use it."),
    ("git/export", "The files of a revision cannot be written to a temporary folder.",
        "Make room in the folder for temporary files, or set `TMPDIR` to another one."),
    ("git/failed", "git failed in a way that demock has no name for; the message is git's own.",
        "Run the named git command by hand in the same folder."),
    ("git/missing-revision", "The revision is not in this clone. An absent revision is an error, never an empty comparison.",
        "In a shallow clone fetch the history first (`git fetch --unshallow`, or `fetch-depth: 0` in CI); else check the spelling or `git fetch origin`."),
    ("git/no-repository", "The folder is in no git repository, and the command compares with a revision.",
        "Run it inside a clone, or without `--since`."),
    ("git/not-started", "`git` cannot be started.",
        "Install git, or do without comparing with a revision."),
    ("hook/not-json", "Standard input is not the JSON that a tool hands to its hooks.",
        "Pass what the tool hands over, or the file's text with `--stdin-filename PATH`."),
    ("lease/again", "A connection that has a lease asked for another: one connection is one lease.",
        "Open another connection; a kit that was loaded twice in one process does this."),
    ("lease/broken", "A service of a lease does not answer any more: the test before may have ended it, or holds a lock in it. The lease is thrown away when its connection ends.",
        "Ask for another lease, and look at the test that ran before."),
    ("lease/none", "A connection asked for something of its lease and has none.",
        "Ask for a lease first: `{\"v\":1,\"op\":\"lease\",\"scope\":\"test\",\"name\":\"…\"}`."),
    ("lease/request", "A line on `DEMOCK_SOCKET` is none of the protocol: no JSON, longer than 64 KiB, half a line, or with a word that is not known.",
        "docs/leases.md describes the lines; the message holds what was seen and what was expected."),
    ("lease/too-many", "There are as many leases as a broker hands out at a time.",
        "Ask for one lease a worker, and end the connections of those that are done."),
    ("lease/version", "A test kit speaks another version of the line protocol than this demock.",
        "Use a kit and a demock of the same version."),
    ("merge/rules", "A shard was read under other rules of the project's own (`[[rule]]`) than those of the tree that it is merged for.",
        "Write all shards, and merge them, from one commit."),
    ("merge/select", "The shards were asked for different rules.",
        "Give every shard the same `--select`, or none."),
    ("scan/no-such-path", "A path that was asked for does not exist.",
        "Name a file or folder that exists, or none for the whole tree."),
    ("stack/data", "A data folder for a service cannot be made.",
        "Usually a disk or a memory file system is full: make room, or name another place by `TMPDIR`."),
    ("stack/died", "A service that had been ready ended while the command ran. The end of its log is shown.",
        "Read the log: a limit of memory or disk, or a test that ends the service itself, is usually named in it."),
    ("stack/ended", "A service ended before it was ready, or what prepares it failed. The end of its log is shown.",
        "Read the log: a setting of the Compose file, or a script of `/docker-entrypoint-initdb.d`, is usually named in it."),
    ("stack/file", "A file or folder that services need cannot be read or written.",
        "Check who owns it and that its disk is not full."),
    ("stack/keeper", "The process that starts services, and ends them when demock is gone, cannot work.",
        "See that processes can be started and that `/proc` is mounted; `DEMOCK_ISOLATION=reaper` does without namespaces."),
    ("stack/migration", "A migration failed while the template of a database was made. File, line, statement and what the server said are shown.",
        "Mend the statement; nothing of the half-made template stays. `[stack] migrations = false` does without."),
    ("stack/migration-hangs", "A migration did not end in time and was ended; the statement that it waited in is shown.",
        "Look for a lock that it takes itself; `[stack] migrations_max_seconds` gives it more time."),
    ("stack/migrations", "Migrations that were found cannot be read as those of their tool.",
        "Mend what the message names, or say `[stack] migrations = false`."),
    ("stack/migrations-of", "`[stack] migrations` names a database that the Compose file has not.",
        "Name a Postgres of the file."),
    ("stack/no-address", "What `[stack.running]` or `DEMOCK_RUNNING_<SERVICE>` says is no address of that service.",
        "Write it as the service's own clients do, with host and port."),
    ("stack/no-port", "No port can be had for a service.",
        "End what holds the port, or take the published port out of the Compose file: any free one is taken then."),
    ("stack/not-applied", "A change of the Compose file could not be applied to the stack that stands.",
        "Mend what the message names and say `demock up --detach` again; what was ended for it is started then."),
    ("stack/not-honoured", "The Compose file asks for something of a service that only its container can do, such as another entry point.",
        "Take it out, or name a service that runs already in `[stack.running]`."),
    ("stack/not-in-template", "A lease would lack what `x-demock.migrate` or a job of the file makes at each start, since no template holds that.",
        "Name the files that the migration is made of in `x-demock.migrations`; it runs once then, and all leases begin with it."),
    ("stack/not-leased", "A slice of a service cannot be made for a lease: its server said no, or does not answer.",
        "The message holds what the server said. `--fresh run` does without leases."),
    ("stack/not-mounted", "A folder that the Compose file mounts where an image looks for scripts is not there: what was meant to be run would not be.",
        "Mend the path, or make the folder: an empty one will do, as Docker makes it by itself."),
    ("stack/not-named", "`--names` asks that services are found by their names, and the machine lets nobody have mounts of their own.",
        "Leave it out: addresses are in the command's variables. As root it needs no asking, where a container does not withhold it."),
    ("stack/not-provided", "A service can be had from nowhere on this machine.",
        "Do what the message says; `demock doctor` shows the whole picture."),
    ("stack/not-ready", "A service ran, but did not answer in time. What it answered last and the end of its log are shown.",
        "Read the log; a slow machine gets more time by the service's own `healthcheck` (`start_period`)."),
    ("stack/not-restarted", "`demock restart` started a service that has ended again, or a job that has failed.",
        "`demock logs SERVICE` shows its last words."),
    ("stack/not-standing", "No stack of this project stands, so that there is nothing to ask or to end.",
        "`demock up --detach` starts one."),
    ("stack/not-started", "A program of a service cannot be run.",
        "`demock doctor` says where it comes from; see that it may be run."),
    ("stack/other-version", "A service has another version than its image, and `--strict-versions` wants the same.",
        "Install that version, or leave `--strict-versions` out."),
    ("stack/remote", "A service that runs already is to be on another machine: tests write and delete there.",
        "Name one of this machine's loopback, or say `[stack] allow_remote = true` where that is meant."),
    ("stack/standing", "A stack of this project stands already; there is one of a project at a time.",
        "`demock status` shows it, `demock up --detach` applies to it what is asked for, `demock down` ends it; `demock run` has services of its own all the same."),
    ("stack/unknown-service", "`--require` names a service that the Compose file does not have.",
        "Name one of those that the message lists."),
    ("usage/unknown-selection", "`--select` names no group, kind or rule.",
        "Name a group (explicit, disguised, hollow, aside), a kind such as `patch`, or a rule such as `python/unittest-mock` or `python/*`."),
];

/// Every code.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _, _)| *code)
}

/// The text on a code.
pub(super) fn text(code: &str) -> Option<String> {
    let (code, meaning, step) = CODES.iter().find(|(known, _, _)| *known == code)?;
    Some(format!("{code}: an error\n\n{meaning}\n\nwhat to do: {step}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The texts that a `fn code` returns, in every source of every crate.
    fn codes_in(folder: &Path, codes: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                codes_in(&path, codes);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let text = text.replace(concat!("fn code", "(self)"), concat!("fn code", "(&self)"));
                for body in text.split(concat!("fn code", "(&self) -> &'static str {")).skip(1) {
                    let body = &body[..body.find("\n    }").expect("the end of the function")];
                    codes.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_code_of_every_crate_has_a_text_and_no_text_is_left_over() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of crates");
        let mut codes = BTreeSet::new();
        for entry in std::fs::read_dir(crates).expect("the crates") {
            codes_in(&entry.expect("a crate").path().join("src"), &mut codes);
        }
        assert!(codes.contains("git/missing-revision") && codes.contains("hook/not-json"), "{codes:?}");
        let known: BTreeSet<String> = all().map(str::to_owned).collect();
        assert_eq!(codes, known);
    }

    #[test]
    fn in_order_and_once() {
        let codes: Vec<&str> = all().collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
