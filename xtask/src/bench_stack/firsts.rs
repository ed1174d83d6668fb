//! What is not measured by running a stack again and again: its first start ever, one with nothing in memory, and what it takes
//! while nobody asks it anything.

use super::{Stack, echo, once, start};
use crate::memory;
use crate::percentiles::Sorted;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often each is measured.
const ROUNDS: usize = 5;
/// How long services are left alone before their memory is looked at: what starts them is given back by then.
const IDLE: Duration = Duration::from_secs(3);
/// What empties the page cache, by whoever may (`proc_sys_vm(5)`).
const DROP_CACHES: &str = "/proc/sys/vm/drop_caches";

/// What was measured of one stack.
pub(super) struct Firsts {
    /// With everything fetched and no template.
    ever: Sorted,
    /// With a template and an empty page cache; none where that cannot be emptied.
    cold: Option<Sorted>,
    memory: memory::Look,
}

/// Measures a stack in its project, with a cache that is used for this alone.
pub(super) fn measure(demock: &Path, project: &Path, cache: &Path) -> Result<Firsts, Vec<String>> {
    let failed = |error: io::Error| vec![error.to_string()];
    let mut fetch = Command::new(demock);
    let fetched = fetch.arg("fetch").current_dir(project).env("DEMOCK_CACHE_DIR", cache).status().map_err(failed)?;
    if !fetched.success() {
        return Err(vec![format!("{}: demock fetch ended with {fetched}", project.display())]);
    }
    let run = || {
        let mut command = echo(demock);
        command.env("DEMOCK_CACHE_DIR", cache);
        command
    };
    let (mut ever, mut cold) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        match fs::remove_dir_all(cache.join("templates")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            Ok(()) | Err(_) => {}
        }
        ever.push(once(run(), project)?.to_first_byte);
        // What is not yet written cannot be dropped.
        rustix::fs::sync();
        if fs::write(DROP_CACHES, "3").is_ok() {
            cold.push(once(run(), project)?.to_first_byte);
        }
    }
    let cold = (!cold.is_empty()).then(|| Sorted::of(cold.into_iter()));
    Ok(Firsts { ever: Sorted::of(ever.into_iter()), cold, memory: idle(demock, project)? })
}

/// The memory of services that nobody asks anything, and of what keeps them.
fn idle(demock: &Path, project: &Path) -> Result<memory::Look, Vec<String>> {
    let mut command = Command::new(demock);
    command.args(["run", "-q", "--", "sh", "-c", "echo x; exec cat"]);
    let mut running = start(command, project, Stdio::piped())?;
    running.first_byte()?;
    #[expect(clippy::disallowed_methods, reason = "nothing is waited for: services are left alone")]
    std::thread::sleep(IDLE);
    let look = memory::of_tree(running.child.id());
    // `cat` ends with its input.
    drop(running.child.stdin.take());
    running.end()?;
    Ok(look)
}

/// The part of the page that says it.
pub(super) fn page(page: &mut String, stacks: &[Stack], all: &[Firsts]) {
    page.push_str(&format!(
        "\nFirst starts, {ROUNDS} of each, to the first byte of the command: *ever* with everything fetched and no template (1,500 wanted), \
         *cold* with a template and an empty page cache, the program itself not in memory either. *Idle* is the proportional share of all \
         processes (PSS) {} s after the start, with the settings of the images: of the services, of what they share on purpose (Postgres's \
         buffers), and of demock beside them. Milliseconds, and MiB.\n\n\
         | stack | ever p50 | ever max | cold p50 | cold max | services | shared | demock |\n\
         | --- | --: | --: | --: | --: | --: | --: | --: |\n",
        IDLE.as_secs()
    ));
    for (stack, firsts) in stacks.iter().zip(all) {
        let cold = |percent| firsts.cold.as_ref().map_or("–".to_owned(), |cold| format!("{:.0}", cold.at(percent)));
        let of_services = |program: &str| !["demock", "keeper", "cat", "sh"].contains(&program);
        let (services, whole) =
            (firsts.memory.own_of(of_services), firsts.memory.own_of(|program| !["cat", "sh"].contains(&program)));
        let mebibytes = |kilobytes: u64| kilobytes.div_ceil(1024);
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| {} | {:.0} | {:.0} | {} | {} | {} | {} | {} |",
            stack.name,
            firsts.ever.at(50),
            firsts.ever.at(100),
            cold(50),
            cold(100),
            mebibytes(services),
            mebibytes(firsts.memory.shared),
            mebibytes(whole - services)
        );
    }
}
