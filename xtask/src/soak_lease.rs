//! `cargo xtask soak-lease`: whether leases stay apart and leave nothing, however many there are.
//!
//! Eight workers take lease after lease of one `demock run`: of tests, with servers of their own, and of the worker, whose contents begin
//! anew. Each writes the same rows, keys and tables as all others, and looks whether it sees its own alone. Memory of everything that runs is looked at all the while. Absent on purpose: how long a lease takes (`bench-lease`).

use crate::Outcome;
use crate::asked::{Asked, Writes};
use crate::bench::load_average;
use crate::bench_stack::{replace_section, scheduling};
use crate::lease_project::Project;
use crate::memory::{self, Look};
use crate::soak_stack::left::{Machine, left};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// What its part of the page begins with.
const HEADING: &str = "# Soak of leases";
/// Leases where nothing else is asked for.
const LEASES_DEFAULT: u64 = 100_000;
/// Time between two looks at memory.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How much more the last tenth of looks may show than the second, in percent.
const GROWTH_MAX: u64 = 10;

/// Prints leases, errors, how often something of another's was seen, and how many of the leases had servers of their own and how many
/// were a worker's whose contents began anew; the first five wrong ones in words.
const WORKERS: &str = r#"
import multiprocessing, os, psycopg, sys, time
from client import Lease

def fill(lease, me, sort):
    """Looks whether nothing is there but what the template holds, and leaves as much behind as all others do."""
    wrong = []
    def sees(what, seen, wanted):
        if seen != wanted:
            wrong.append(f"{me}: {what}: {seen!r}, wanted {wanted!r}")
    with psycopg.connect(lease.env["DATABASE_URL"], autocommit=True) as db:
        get = lambda query: db.execute(query).fetchall()
        sees("rows", get("SELECT name FROM t0 ORDER BY id"), [("one",), ("two",)])
        sees("next number", get("SELECT last_value, is_called FROM t0_id_seq"), [(2, True)])
        sees("tables", get("SELECT to_regclass('same')"), [(None,)])
        sees("keys", lease.redis("DBSIZE"), ":0")
        if sort == "private":
            sees("roles", get("SELECT to_regrole('same')"), [(None,)])
            sees("setting", get("SHOW work_mem"), [("4MB",)])
            db.execute("CREATE ROLE same")
            db.execute("ALTER SYSTEM SET work_mem = '7MB'")
            db.execute("SELECT pg_reload_conf()")
        # Where rows alone are written, the database is made as new for another.
        if sort != "rows":
            db.execute("CREATE TABLE same (who text)")
            db.execute("INSERT INTO same VALUES (%s)", (me,))
            sees("own table", get("SELECT who FROM same"), [(me,)])
        db.execute("INSERT INTO t0 (name) VALUES (%s)", (me,))
        db.execute("DELETE FROM t1")
        lease.redis("SET", "same", me)
        lease.redis("RPUSH", "list", me)
        sees("own row", get("SELECT name FROM t0 WHERE id = 3"), [(me,)])
        sees("own key", lease.redis("GET", "same").split("\r\n")[-1], me)
        sees("own list", lease.redis("LLEN", "list"), ":1")
    return wrong

def one(me, sort, **more):
    lease = Lease(**more)
    try:
        return fill(lease, me, sort)
    finally:
        lease.close()

def anew(lease, me):
    wrong = fill(lease, me, "table")
    said = lease.ask(op="renew", name=me)["services"]
    return wrong + [f"{me}: {service} is {what}" for service, what in said.items() if what != "renewed"]

def work(worker, count, until, results):
    done = errors = crossed = private = renewed = 0
    words = []
    own = Lease("worker")
    own.ask(op="mark")
    for number in range(count):
        if time.time() > until:
            break
        me = f"{worker}-{number}"
        try:
            if number % 16 == 8:
                private += 1
                wrong = one(me, "private", isolation="private")
            elif number % 4 == 2:
                renewed += 1
                wrong = anew(own, me)
            else:
                wrong = one(me, "rows" if number % 4 == 3 else "table")
            crossed += bool(wrong)
            words += wrong[: 5 - len(words)] if len(words) < 5 else []
        except Exception as error:
            errors += 1
            words += [f"{me}: {error}"] if len(words) < 5 else []
        done += 1
    own.close()
    results.put((done, errors, crossed, private, renewed, words))

if __name__ == "__main__":
    workers, count, until = int(sys.argv[1]), int(sys.argv[2]), time.time() + float(sys.argv[3])
    results = multiprocessing.Queue()
    share = [count // workers + (at < count % workers) for at in range(workers)]
    all = [multiprocessing.Process(target=work, args=(at, share[at], until, results)) for at in range(workers)]
    [it.start() for it in all]
    told = [results.get() for _ in all]
    [it.join() for it in all]
    print(*(sum(it[at] for it in told) for at in range(5)))
    [print(word) for it in told for word in it[5]]
"#;
/// Workers at a time.
const WORKERS_COUNT: &str = "8";

/// Soaks, and writes its part of `docs/performance.md` where that is asked for.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let numbers = [("leases", LEASES_DEFAULT), ("minutes", 120)];
    let asked = Asked::new(root, "soak-lease", &numbers, Writes::WhenAsked, words)?;
    let failed = |error: std::io::Error| vec![error.to_string()];
    let project = Project::new(&asked.demock, &asked.outer, "project", &["postgres:17", "redis:7"]).map_err(failed)?;
    let time = Duration::from_mins(asked.number("minutes") as u64);
    let (page, problems) = soak(&project, asked.number("leases"), time)?;
    if asked.writes {
        replace_section(root, HEADING, &format!("{HEADING}\n\n{page}")).map_err(failed)?;
    }
    if problems.is_empty() { Ok(page) } else { Err([vec![page], problems].concat()) }
}

fn soak(project: &Project, leases: usize, time: Duration) -> Result<(String, Vec<String>), Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    project.write("soak.py", WORKERS).map_err(failed)?;
    let seconds = time.as_secs().to_string();
    // The first fetches and makes the template.
    project.run(Some(&[]), &["soak.py", WORKERS_COUNT, WORKERS_COUNT, &seconds])?;
    let (before, load_before, began) = (Machine::now(), load_average(), Instant::now());
    let mut command = project.command(Some(&[]), &["soak.py", WORKERS_COUNT, &leases.to_string(), &seconds]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let tree = child.id();
    let (ended, end) = channel();
    let waiting = std::thread::spawn(move || {
        let output = child.wait_with_output();
        // Whoever looks at memory hears it, or has given up.
        let _ = ended.send(());
        output
    });
    let mut looks = Vec::new();
    while end.recv_timeout(LOOK_EVERY).is_err() {
        looks.push(memory::of_tree(tree));
    }
    let took = began.elapsed();
    let output = waiting.join().map_err(|_| vec!["the thread that waits panicked".to_owned()])?.map_err(failed)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let counts: Vec<u64> = said.lines().next().unwrap_or_default().split(' ').flat_map(str::parse).collect();
    let [done, errors, crossed, private, renewed] = counts[..] else {
        return Err(vec![format!("{}: {said}{}", output.status, String::from_utf8_lossy(&output.stderr))]);
    };
    let behind = left(&project.temporary(), &before);
    let mut problems: Vec<String> = said.lines().skip(1).map(str::to_owned).collect();
    if errors + crossed > 0 && problems.is_empty() {
        problems.push(format!("{errors} errors, {crossed} saw another's"));
    }
    let (early, late) = (middle_of_tenth(&looks, 1), middle_of_tenth(&looks, 9));
    // A short soak says nothing of growth.
    if looks.len() >= 20 && late.own() * 100 > early.own() * (100 + GROWTH_MAX) {
        problems.push(format!("memory grew: from {} to {} MiB", early.words(), late.words()));
    }
    let mebibytes = |kilobytes: u64| kilobytes / 1024;
    let row = format!(
        "| {done} | {errors} | {crossed} | {} | {:.0} | {} | {} | {} | {} | {} |",
        behind.len(),
        u32::try_from(done).map_or(f64::NAN, f64::from) / took.as_secs_f64(),
        mebibytes(early.own()),
        mebibytes(late.own()),
        mebibytes(looks.iter().map(Look::own).max().unwrap_or_default()),
        mebibytes(early.shared),
        mebibytes(late.shared)
    );
    problems.extend(behind);
    let page = format!(
        "Made by `cargo xtask soak-lease`: {WORKERS_COUNT} workers of one `demock run` take leases of Postgres 17 with 50 tables and Redis 7, \
         write the same rows, keys and tables, and look whether they see their own alone. Each sixteenth has servers of its own, on \
         which it makes the same role and sets the same setting, too ({private}); each fourth is the worker's own, whose contents \
         then begin anew ({renewed}); each fourth writes rows alone, so that its database is made as new for another. {done} leases of {leases} asked for in {} seconds; load average {load_before} before and {} after; scheduling: {}. Memory is the proportional share of `demock run` \
         and all below it, the workers too, looked at every {} s: the middle of the second tenth of looks, and of the last. What programs \
         share on purpose, Postgres's buffers, is beside: it fills until what its settings allow.\n\n\
         | leases | errors | saw another's | left behind | leases a second | MiB early | MiB late | MiB max | shared MiB early | late |\n\
         | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n{row}\n",
        took.as_secs(),
        load_average(),
        scheduling(),
        LOOK_EVERY.as_secs()
    );
    Ok((page, problems))
}

/// The middle of one tenth of all looks, by what programs take for themselves.
fn middle_of_tenth(looks: &[Look], tenth: usize) -> &Look {
    static NONE: Look = Look::NONE;
    let (from, to) = (looks.len() * tenth / 10, looks.len() * (tenth + 1) / 10);
    let mut part: Vec<&Look> = looks.get(from..to.max(from + 1).min(looks.len())).unwrap_or_default().iter().collect();
    part.sort_unstable_by_key(|look| look.own());
    part.get(part.len() / 2).copied().unwrap_or(&NONE)
}
