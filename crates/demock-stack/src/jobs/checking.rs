//! What of a job cannot be had here, found before anything starts.
//!
//! Absent on purpose: what a file of a mounted folder names that no word of the job names.

use crate::compose::{MountKind, Service};
use crate::engine::Engine;
use crate::invocation::{base_name, commands, shell_line, starts_server};
use crate::paths::Paths;
use demock_config::{Located, Origin};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest text that is looked into.
const TEXT_MAX: u64 = 1 << 20;
/// How many files of a folder are looked into.
const FILES_MAX: usize = 200;

/// What cannot be had, and where it is asked for.
type Refusal = Located<String>;

/// What a job runs, by the names of the programs, as far as can be seen; or what of it cannot be had.
pub(crate) fn check(
    service: &Service,
    engine: Engine,
    words: &Located<Vec<String>>,
    root: &Path,
) -> Result<Vec<String>, Refusal> {
    let refused = |origin: &Origin, value: String| Err(Located { value, origin: origin.clone() });
    let paths = mounted(service, root);
    let mut names = commands_of(&words.value);
    let texts: Vec<&str> = words.value.iter().map(String::as_str).collect();
    if let Some((target, origin)) = texts.iter().find_map(|text| kept_elsewhere(service, text)) {
        let what = format!("it names `{target}`, which is a volume: there is none without a container");
        return refused(origin, what);
    }
    if let Some(folder) = &service.working_dir
        && !matches!(&*folder.value, "/" | "/tmp")
        && paths.replaced(&folder.value) == folder.value
    {
        return refused(&folder.origin, format!("nothing of the project is mounted at `{}`", folder.value));
    }
    for (inside, here) in texts.iter().flat_map(|text| paths.named_in(text)) {
        let mount = service.mounts.iter().find(|mount| mount.target.trim_end_matches('/') == inside);
        let origin = mount.map_or(&words.origin, |mount| &mount.origin);
        // What a pattern stands for, the shell says.
        if !here.exists() && !here.to_string_lossy().contains(['*', '$', '?']) {
            return refused(origin, format!("`{}`, which it names, is not there", shown(&here, root)));
        }
        for (file, text) in texts_at(&here) {
            let other =
                paths.named_in(&text).into_iter().find_map(|(inside, here)| of_container(&paths, inside, &here));
            let kept = kept_elsewhere(service, &text).map(|(target, _)| target.to_owned());
            if let Some(other) = other.or(kept) {
                let what = format!(
                    "`{}` names `{other}`, a path of the container, which only the file's own words may: name what lies beside it \
                     by `$(dirname \"$0\")`, or say it in `command`",
                    shown(&file, root)
                );
                return refused(origin, what);
            }
            if is_script(&file, &text) {
                names.extend(commands(&text).map(str::to_owned));
            }
        }
    }
    match names.iter().find(|name| starts_server(engine, name)) {
        Some(name) => refused(&words.origin, format!("it starts `{name}` by a script, which needs a container")),
        None => Ok(names),
    }
}

/// The program that words run, where that is not a shell's line.
pub(crate) fn program(words: &[String]) -> Option<&str> {
    if shell_line(words).is_some() { None } else { words.first().map(String::as_str) }
}

/// Names of what words run: the program, or what a line for a shell names.
fn commands_of(words: &[String]) -> Vec<String> {
    match (shell_line(words), words.first()) {
        (Some(line), _) => commands(line).map(str::to_owned).collect(),
        (None, Some(first)) => vec![base_name(first).to_owned()],
        (None, None) => Vec::new(),
    }
}

/// Whether all that a job does is to wait for others.
pub(crate) fn waits_only(names: &[String]) -> bool {
    const HARMLESS: &[&str] = &[
        "pg_isready",
        "sleep",
        "echo",
        "printf",
        "true",
        "false",
        "test",
        "[",
        "exit",
        "done",
        "fi",
        "nc",
        "break",
        "set",
        "date",
    ];
    names.iter().all(|name| HARMLESS.contains(&name.as_str()))
}

/// Whether words plainly have no end.
pub(super) fn never_ends(words: &[String]) -> bool {
    const ENDLESS: &[&str] = &["while true", "while :", "while [ 1", "sleep infinity", "tail -f", "tail -F"];
    let line = words.join(" ");
    let leaves = ["break", "exit", "return"].iter().any(|word| line.contains(word));
    let is_monitor = base_name(words.first().map_or("", String::as_str)) == "redis-cli"
        && words.iter().any(|word| word.eq_ignore_ascii_case("monitor"));
    is_monitor || (!leaves && ENDLESS.iter().any(|endless| line.contains(endless)))
}

/// What the file mounts of the project. What it holds itself has no place yet.
fn mounted(service: &Service, root: &Path) -> Paths {
    Paths::new(service.mounts.iter().filter_map(|mount| match &mount.kind {
        MountKind::Bind(path) => Some((mount.target.clone(), root.join(path))),
        MountKind::Volume(_)
        | MountKind::Anonymous
        | MountKind::Memory
        | MountKind::Content(_)
        | MountKind::Elsewhere(_) => None,
    }))
}

/// A volume that a text names, and where it is mounted.
fn kept_elsewhere<'s>(service: &'s Service, text: &str) -> Option<(&'s str, &'s Origin)> {
    let is_volume = |kind: &MountKind| match kind {
        MountKind::Volume(_) | MountKind::Anonymous | MountKind::Memory | MountKind::Elsewhere(_) => true,
        MountKind::Bind(_) | MountKind::Content(_) => false,
    };
    service.mounts.iter().filter(|mount| is_volume(&mount.kind)).find_map(|mount| {
        let paths = Paths::new([(mount.target.clone(), PathBuf::new())]);
        (!paths.named_in(text).is_empty()).then_some((&*mount.target, &mount.origin))
    })
}

/// A path of the container as it is written; `None` where it means the same on this machine.
fn of_container(paths: &Paths, inside: &str, here: &Path) -> Option<String> {
    let (_, mounted) = paths.iter().find(|(known, mounted)| known == inside && mounted != Path::new(inside))?;
    let below = here.strip_prefix(mounted).unwrap_or(Path::new(""));
    Some(Path::new(inside).join(below).display().to_string().trim_end_matches('/').to_owned())
}

/// Texts of a file, or of those right in a folder.
fn texts_at(path: &Path) -> Vec<(PathBuf, String)> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).take(FILES_MAX).collect();
        files.sort();
    }
    let is_small = |path: &PathBuf| fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= TEXT_MAX);
    files.into_iter().filter(is_small).filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?))).collect()
}

fn is_script(path: &Path, text: &str) -> bool {
    path.extension().is_some_and(|ending| ending == "sh") || text.starts_with("#!")
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
