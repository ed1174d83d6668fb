//! Leases of vitest's and jest's workers, by the runners themselves, which npm fetches once into a folder below the target folder.
//!
//! A table of all ways in which they start workers. What each test file knew while it was read is judged: a worker has one lease, no
//! two share one, and whoever a worker starts has its lease. Where npm or node is missing, the test fails and says so.

use crate::project::Project;
use crate::runners::modules;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FILES: usize = 3;

/// Said by each test file, of the time when its modules are read; long enough that each file needs a worker of its own, where the
/// runner has as many.
const SEEN: &str = r"
const { isMainThread, threadId } = require('node:worker_threads')
const { execFileSync } = require('node:child_process')
const { appendFileSync } = require('node:fs')
const url = process.env.REDIS_URL
exports.tell = async (file) => {
  const child = execFileSync(process.execPath, ['-p', 'process.env.REDIS_URL'], { encoding: 'utf8' }).trim()
  const worker = `${process.pid}:${isMainThread ? 0 : threadId}`
  appendFileSync('seen', [file, worker, process.env.DEMOCK_LEASE, url, child === url].join(' ') + '\n')
  await new Promise((done) => setTimeout(done, 300))
}
";

struct Seen {
    workers: BTreeMap<String, BTreeSet<String>>,
    urls: BTreeSet<String>,
    stderr: String,
}

/// Runs a runner's tests, and reads what its files have seen.
fn seen(package: &str, options: &[&str], line: &str) -> Seen {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    std::os::unix::fs::symlink(modules(&[package]), project.tree.root.join("node_modules")).expect("a link");
    project.tree.write("package.json", r#"{"private": true}"#);
    project.tree.write("test/seen.cjs", SEEN);
    for file in 0..FILES {
        let (name, head) = if package.starts_with("jest") {
            (format!("test/{file}.test.js"), "const { tell } = require('./seen.cjs')\n".to_owned())
        } else {
            let head = "import { test } from 'vitest'\nimport { createRequire } from 'node:module'\n\
                        const { tell } = createRequire(import.meta.url)('./seen.cjs')\n";
            (format!("test/{file}.test.mjs"), head.to_owned())
        };
        project.tree.write(&name, &format!("{head}test('tells', () => tell('{file}'))\n"));
    }
    let ran = project.run(options, line).exits(0);
    let stderr = ran.stderr.clone();
    project.is_clean();
    let text = fs::read_to_string(project.tree.root.join("seen")).expect("tests have run");
    let (mut workers, mut urls) = (BTreeMap::<String, BTreeSet<String>>::new(), BTreeSet::new());
    assert_eq!(text.lines().count(), FILES, "{line}: {text}");
    for row in text.lines() {
        let [_, worker, lease, url, child] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{row}") };
        assert_eq!(child, "true", "{line}: what a worker starts has another lease: {row}");
        workers.entry(worker.to_owned()).or_default().insert(format!("{lease} {url}"));
        urls.insert(url.to_owned());
    }
    Seen { workers, urls, stderr }
}

/// A worker has one lease, and no other has it; `workers` of them.
#[track_caller]
fn each_has_its_own(package: &str, line: &str, workers: usize) {
    let seen = seen(package, &[], line);
    assert_eq!(seen.workers.len(), workers, "{package}: {line}: {:?}", seen.workers);
    for (worker, leases) in &seen.workers {
        assert_eq!(leases.len(), 1, "{package}: {line}: {worker} had {leases:?}");
        assert!(leases.iter().all(|lease| lease.starts_with("lease-")), "{package}: {line}: {leases:?}");
    }
    assert_eq!(seen.urls.len(), workers, "{package}: {line}: {:?}", seen.urls);
    assert!(seen.stderr.contains("with servers of their own"), "{}", seen.stderr);
}

/// Nobody asks for a lease.
#[track_caller]
fn none_has_any(package: &str, options: &[&str], line: &str) {
    let seen = seen(package, options, line);
    assert_eq!(seen.urls.len(), 1, "{package}: {line}: {:?}", seen.urls);
    assert!(!seen.stderr.contains("with servers of their own"), "{}", seen.stderr);
}

fn of_vitest(package: &str, three: &str) {
    const RUN: &str = "node_modules/.bin/vitest run";
    for pool in ["forks", "threads"] {
        each_has_its_own(package, &format!("{RUN} --pool {pool}"), FILES);
        each_has_its_own(package, &format!("{RUN} --pool {pool} --no-file-parallelism --no-isolate"), 1);
    }
    for pool in ["vmForks", "vmThreads"] {
        each_has_its_own(package, &format!("{RUN} --pool {pool} {three}"), FILES);
        each_has_its_own(package, &format!("{RUN} --pool {pool} --no-file-parallelism"), 1);
    }
    none_has_any(package, &["--fresh", "run"], &format!("{RUN} --pool threads"));
}

#[test]
fn workers_of_vitest_4_have_a_lease_each() {
    of_vitest("vitest@4.1.12", "--max-workers 3");
}

#[test]
fn workers_of_vitest_3_have_a_lease_each() {
    of_vitest("vitest@3.2.4", "--max-workers 3 --min-workers 3");
}

/// Their pools have other names inside: tinypool runs a script of vitest's.
#[test]
fn workers_of_vitest_1_have_a_lease_each() {
    const RUN: &str = "node_modules/.bin/vitest run";
    const VITEST: &str = "vitest@1.6.1";
    for pool in ["forks", "threads"] {
        each_has_its_own(VITEST, &format!("{RUN} --pool {pool}"), FILES);
        each_has_its_own(VITEST, &format!("{RUN} --pool {pool} --no-file-parallelism --no-isolate"), 1);
    }
}

fn of_jest(package: &str) {
    const RUN: &str = "node_modules/.bin/jest";
    each_has_its_own(package, &format!("{RUN} -w 3"), FILES);
    each_has_its_own(package, &format!("{RUN} -i"), 1);
}

#[test]
fn workers_of_jest_have_a_lease_each() {
    const JEST: &str = "jest@30.5.2";
    const RUN: &str = "node_modules/.bin/jest";
    of_jest(JEST);
    each_has_its_own(JEST, &format!("{RUN} -w 3 --workerThreads"), FILES);
    none_has_any(JEST, &["--fresh", "run"], &format!("{RUN} -i"));
}

#[test]
fn workers_of_jest_27_and_29_have_a_lease_each() {
    of_jest("jest@27.5.1");
    of_jest("jest@29.7.0");
}

/// What jest's and vitest's variables say, every program knows that they start.
#[test]
fn a_program_that_is_no_worker_has_no_lease() {
    let project = Project::new("services:\n  cache:\n    image: redis:7\n");
    let of_each = "process.env.DEMOCK_LEASE.startsWith(\"lease-\")";
    let line = format!("JEST_WORKER_ID=1 VITEST=true VITEST_POOL_ID=1 TINYPOOL_WORKER_ID=1 node -p '{of_each}'");
    project.run(&[], &line).exits(0).says("false").warns("cache (Redis): untouched");
    project.is_clean();
}
