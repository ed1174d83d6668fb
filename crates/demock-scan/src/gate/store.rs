//! The baseline as files: read from a folder or a revision, written whole or not at all.

use super::{
    baseline::{BASELINE_FOLDER, Baseline, BaselineError, BaselineErrorKind},
    format,
};
use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

/// Line ends must not depend on the machine, and what two branches add at one place is kept from both.
const ATTRIBUTES: &str =
    "# Lines are independent of each other: keeping both sides is always right.\n*.txt text eol=lf merge=union\n";
const ATTRIBUTES_FILE: &str = "demock-baseline/.gitattributes";

/// Reads the baseline of a tree; an absent folder is an absent baseline.
pub fn load(root: &Path) -> Result<Baseline, BaselineError> {
    let at = |path: &str, error| BaselineError { path: path.to_owned(), line: 1, kind: BaselineErrorKind::Read(error) };
    let folder = root.join(BASELINE_FOLDER);
    let mut files = BTreeMap::new();
    let listed = match fs::read_dir(&folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Baseline::default()),
        Err(error) => return Err(at(BASELINE_FOLDER, error)),
    };
    for entry in listed {
        let entry = entry.map_err(|error| at(BASELINE_FOLDER, error))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if format::service_of(&name).is_some() {
            let path = format!("{BASELINE_FOLDER}/{name}");
            let bytes = fs::read(entry.path()).map_err(|error| at(&path, error))?;
            files.insert(path, bytes);
        }
    }
    parse(&files)
}

/// Reads files given by path and content, such as those of a revision; what is no baseline file is passed over.
pub fn parse(files: &BTreeMap<String, Vec<u8>>) -> Result<Baseline, BaselineError> {
    let mut baseline = Baseline::default();
    for (path, bytes) in files {
        let name = path.strip_prefix(BASELINE_FOLDER).and_then(|rest| rest.strip_prefix('/'));
        if let Some(service) = name.filter(|name| !name.contains('/')).and_then(format::service_of) {
            baseline.services.insert(service.into(), format::parse(path, bytes)?);
        }
    }
    Ok(baseline)
}

/// The files of a baseline by path relative to the root.
pub fn files(baseline: &Baseline) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = baseline
        .services
        .iter()
        .map(|(service, entries)| (file_of(service), format::write(service, entries).into_bytes()))
        .collect();
    files.insert(ATTRIBUTES_FILE.to_owned(), ATTRIBUTES.as_bytes().to_vec());
    files
}

/// The path of a service's file, relative to the root.
pub fn file_of(service: &str) -> String {
    format!("{BASELINE_FOLDER}/{}", format::file_name(service))
}

/// Writes a baseline: every file that differs, each as a whole; files of services that it no longer has are removed.
/// Returns the paths that changed, in order.
pub fn save(root: &Path, baseline: &Baseline) -> io::Result<Vec<String>> {
    let files = files(baseline);
    let mut changed = Vec::new();
    fs::create_dir_all(root.join(BASELINE_FOLDER))?;
    for (path, bytes) in &files {
        let target = root.join(path);
        if fs::read(&target).is_ok_and(|known| known == *bytes) {
            continue;
        }
        write_file(&target, bytes)?;
        changed.push(path.clone());
    }
    for entry in fs::read_dir(root.join(BASELINE_FOLDER))? {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let path = format!("{BASELINE_FOLDER}/{name}");
        if format::service_of(&name).is_some() && !files.contains_key(&path) {
            fs::remove_file(entry.path())?;
            changed.push(path);
        }
    }
    changed.sort();
    Ok(changed)
}

/// Writes a file so that a reader sees the old content or the new, whatever happens meanwhile.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The error that matters is the first; a leftover that cannot be removed either is told by its name.
        drop(fs::remove_file(&beside));
    }
    written
}
