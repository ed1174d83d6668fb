//! Files whose change has something started anew: the Compose files with all that they include, extend and take variables from, and what `develop.watch` of the file names for a program of the
//! project.
//!
//! Looked at by their times and sizes, which is as good for the thousands of files of a source tree as being told by the kernel, and
//! works on every file system. Absent on purpose: what tools make of sources (`.git`, `node_modules`, `target`, caches).

use crate::compose::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders that nobody writes sources in.
const NEVER: &[&str] = &[".git", "node_modules", "target", "__pycache__", ".venv", "dist", ".pytest_cache"];

type State = BTreeMap<PathBuf, (SystemTime, u64)>;

/// What is watched, as it was last seen.
#[derive(Debug, Default)]
pub(crate) struct Watching {
    /// Places by the service that is started anew; `None` of the Compose files.
    places: Vec<(Option<String>, PathBuf)>,
    seen: Vec<State>,
}

impl Watching {
    pub(crate) fn new(project: &Project, root: &Path) -> Self {
        let files = project.sources.iter().map(|file| (None, root.join(&**file)));
        let sources = project.services.iter().flat_map(|service| {
            let name = service.name.value.clone();
            service.watch.iter().map(move |path| (Some(name.clone()), root.join(&path.value)))
        });
        let places: Vec<_> = files.chain(sources).collect();
        let seen = places.iter().map(|(_, place)| state(place)).collect();
        Self { places, seen }
    }

    /// Services whose files have changed since the last look; none of them, where only a Compose file has.
    pub(crate) fn changed(&mut self) -> Option<BTreeSet<String>> {
        let now: Vec<State> = self.places.iter().map(|(_, place)| state(place)).collect();
        let changed = self.places.iter().zip(self.seen.iter().zip(&now)).filter(|(_, (before, now))| before != now);
        let changed: Vec<Option<String>> = changed.map(|((service, _), _)| service.clone()).collect();
        self.seen = now;
        (!changed.is_empty()).then(|| changed.into_iter().flatten().collect())
    }
}

fn state(place: &Path) -> State {
    let mut all = State::new();
    let mut open = vec![place.to_owned()];
    while let Some(path) = open.pop() {
        // What is gone meanwhile is missing from the state, which is a change.
        let Ok(found) = fs::symlink_metadata(&path) else { continue };
        if found.is_dir() {
            let below = fs::read_dir(&path).into_iter().flatten().flatten();
            open.extend(below.filter(|it| !NEVER.iter().any(|name| it.file_name() == *name)).map(|it| it.path()));
        } else {
            all.insert(path, (found.modified().unwrap_or(SystemTime::UNIX_EPOCH), found.len()));
        }
    }
    all
}
