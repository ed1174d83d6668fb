//! Migrations that a program of the project does: Alembic, Flask-Migrate and Django.
//!
//! Source: alembic.sqlalchemy.org, "Tutorial" (`alembic.ini`); flask-migrate.readthedocs.io; docs.djangoproject.com, "Migrations". Invariants: it runs with what
//! a command of `demock run` gets, where nothing but this stack's services can be reached ([`crate::keeper`], `Network::Stack`); an address that an
//! `alembic.ini` names is never followed. Absent on purpose: wrappers (`poetry run`, `uv run`): the folder of programs that they
//! would choose is looked into.

use super::kind::Kind;
use super::{Found, all_of};
use crate::failure::StackError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What Python is called.
const PYTHONS: &[&str] = &["python", "python3"];
/// Folders of programs beside a project, in the order in which they are looked into.
const ENVIRONMENTS: &[&str] = &[".venv", "venv", "env"];
/// Folders in which Django's applications are looked for, below its `manage.py`, and how deep.
const APPLICATIONS_MAX: usize = 400;
const DEPTH_MAX: usize = 3;

/// Run Django's `migrate`, and a script of Alembic's or Flask's, where the database is Postgres, and say otherwise what it is.
const GUARD: &str = include_str!("../../kits/migrations/django_migrate.py");
const GUARD_ALEMBIC: &str = include_str!("../../kits/migrations/alembic_upgrade.py");
const NO_POSTGRES: &str = "demock: its settings name a database of ";

/// What of the project's is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Alembic,
    Flask,
    Django,
}

impl Tool {
    fn of(kind: Kind) -> Self {
        if kind == Kind::Alembic {
            Self::Alembic
        } else if kind == Kind::FlaskMigrate {
            Self::Flask
        } else {
            Self::Django
        }
    }
}

/// Whether an `alembic.ini` is Flask-Migrate's, which lies in the folder of scripts and names none.
pub(super) fn is_of_flask(ini: &Path) -> bool {
    let env = fs::read_to_string(folder_of(ini).join("env.py")).unwrap_or_default();
    env.contains("from flask import current_app") || env.contains("current_app.extensions")
}

/// Whether a file is Django's.
pub(super) fn is_django(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains("DJANGO_SETTINGS_MODULE"))
}

/// The folder that shows what there is, and how many migrations.
pub(super) fn counted(kind: Kind, path: &Path) -> io::Result<(PathBuf, usize)> {
    let is_migration = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".py") && !name.starts_with("__")
    };
    if kind != Kind::Django {
        let folder = scripts(kind, path)?.join("versions");
        let count = files_below(&folder)?.iter().filter(is_migration).count();
        return Ok((folder, count));
    }
    let count = applications(path)?.iter().map(|it| files_below(it)).collect::<io::Result<Vec<_>>>()?;
    Ok((path.to_owned(), count.iter().flatten().filter(is_migration).count()))
}

/// Everything that a template depends on beside the database and the program.
pub(super) fn hash(found: &Found, add: &mut dyn FnMut(&[u8])) -> Result<(), StackError> {
    let failed = |source| StackError::File { path: found.path.clone(), source };
    all_of(&found.path, add)?;
    if found.kind != Kind::Django {
        return all_of(&scripts(found.kind, &found.path).map_err(failed)?, add);
    }
    for folder in applications(&found.path).map_err(failed)? {
        add(folder.as_os_str().as_encoded_bytes());
        all_of(&folder, add)?;
    }
    // Which applications there are, the settings say.
    let text = fs::read_to_string(&found.path).map_err(failed)?;
    let module = text.split(['"', '\'']).skip_while(|it| *it != "DJANGO_SETTINGS_MODULE").nth(2);
    let settings = folder_of(&found.path).join(module.unwrap_or("settings").replace('.', "/"));
    for path in [settings.with_extension("py"), settings].iter().filter(|it| it.exists()) {
        all_of(path, add)?;
    }
    Ok(())
}

/// Where the script is that Alembic runs, and its migrations below.
fn scripts(kind: Kind, ini: &Path) -> io::Result<PathBuf> {
    if kind == Kind::FlaskMigrate { Ok(folder_of(ini)) } else { Ini::read(ini).map(|it| it.scripts) }
}

/// The folder of the project itself.
pub(super) fn project(found: &Found) -> PathBuf {
    let folder = folder_of(&found.path);
    if found.kind == Kind::FlaskMigrate { folder_of(&folder) } else { folder }
}

/// A program of the project with its arguments, and the folder that it is run in; `None` where it is not at hand.
pub(super) fn command(
    found: &Found,
    url: &str,
    scratch: &Path,
    variables: &BTreeMap<String, String>,
    path: &str,
) -> Result<Option<(Vec<String>, PathBuf)>, StackError> {
    let folder = project(found);
    let tool = Tool::of(found.kind);
    let names: &[&str] = match tool {
        Tool::Alembic => &["alembic"],
        Tool::Flask => &["flask"],
        Tool::Django => PYTHONS,
    };
    let own = folder.ancestors().flat_map(|above| ENVIRONMENTS.iter().map(move |it| above.join(it).join("bin")));
    let active = variables.get("VIRTUAL_ENV").map(|it| Path::new(it).join("bin"));
    let folders = own.take(ENVIRONMENTS.len() * 4).chain(active).chain(std::env::split_paths(path));
    let program = folders.flat_map(|it| names.iter().map(move |name| it.join(name))).find(|it| it.is_file());
    let Some(program) = program else { return Ok(None) };
    let laid = |name: &str, text: &str| {
        let path = scratch.join(name);
        let written = fs::write(&path, text).map(|()| path.display().to_string());
        written.map_err(|source| StackError::File { path, source })
    };
    let mut words = vec![program.display().to_string()];
    if let Some(python) = interpreter(&program).filter(|_| tool != Tool::Django) {
        words = vec![python, laid("alembic_upgrade.py", GUARD_ALEMBIC)?, words.remove(0)];
    }
    match tool {
        Tool::Alembic => {
            let failed = |source| StackError::File { path: found.path.clone(), source };
            let ini = Ini::read(&found.path).map_err(failed)?.at(url);
            words.extend(["-c".to_owned(), laid(&format!("{}-alembic.ini", found.database), &ini)?]);
            words.extend(["upgrade", "heads"].map(str::to_owned));
        }
        Tool::Flask => {
            let place = folder_of(&found.path).display().to_string();
            words.extend(["db", "upgrade", "-d", &place, "heads"].map(str::to_owned));
        }
        Tool::Django => {
            let script = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            words.extend([laid("django_migrate.py", GUARD)?, script]);
            words.extend(["migrate", "--noinput"].map(str::to_owned));
        }
    }
    Ok(Some((words, folder)))
}

/// The Python that a script of one begins with, else the one beside it.
fn interpreter(script: &Path) -> Option<String> {
    let text = fs::read_to_string(script).ok()?;
    let said = text.lines().next()?.strip_prefix("#!").map(|line| PathBuf::from(line.trim()));
    let is_python =
        |it: &PathBuf| it.file_name().is_some_and(|name| name.to_string_lossy().starts_with("python")) && it.is_file();
    let beside = || PYTHONS.iter().map(|name| script.with_file_name(name)).find(|it| it.is_file());
    said.filter(is_python).or_else(beside).map(|it| it.display().to_string())
}

/// Why a program has not migrated, by what it said, where that is no failure of a migration.
pub(super) fn is_not_run(kind: Kind, program: &str, said: &str) -> Option<String> {
    if let Some(other) = said.lines().find_map(|line| line.strip_prefix(NO_POSTGRES)) {
        return Some(format!(
            "its settings name a database of {other}, and no Postgres: DATABASE_URL and PG… name the stack's"
        ));
    }
    let alembics: &[&str] = &["No module named 'alembic'"];
    let djangos: &[&str] = &["No module named 'django'", "Couldn't import Django"];
    let flasks: &[&str] = &["No module named 'flask'"];
    let words = match Tool::of(kind) {
        Tool::Alembic => alembics,
        Tool::Flask => flasks,
        Tool::Django => djangos,
    };
    if words.iter().any(|word| said.contains(word)) {
        return Some(format!("`{program}` does not have it installed"));
    }
    // Nobody has asked for the application itself, which may want more than a database.
    let is_at_it = kind != Kind::FlaskMigrate || said.contains("Running upgrade");
    let last = || said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned();
    (!is_at_it).then(|| format!("the application does not start here: {}", last()))
}

/// The migration that a program was at when it failed: a file of the project in its last words.
pub(super) fn file_named(found: &Found, said: &str) -> Option<(String, Option<u32>)> {
    let root = project(found);
    let in_project = |text: &str| {
        let path = Path::new(text);
        let place = path.strip_prefix(&root).ok()?;
        let is_installed = place.components().any(|it| it.as_os_str() == "site-packages");
        let is_migration =
            place.components().any(|it| matches!(it.as_os_str().to_str(), Some("versions" | "migrations")));
        (is_migration && !is_installed).then(|| place.display().to_string())
    };
    let traced = said.lines().rev().find_map(|line| {
        let mut parts = line.trim().strip_prefix("File \"")?.split('"');
        let (path, rest) = (parts.next()?, parts.next()?);
        let number = rest.split(|c: char| !c.is_ascii_digit()).find(|it| !it.is_empty());
        Some((in_project(path)?, number.and_then(|it| it.parse().ok())))
    });
    let applying = || {
        let last = said.lines().rev().find_map(|line| line.trim().strip_prefix("Applying "))?;
        let (app, name) = last.split("...").next()?.split_once('.')?;
        Some((format!("{app}/migrations/{name}.py"), None))
    };
    traced.or_else(applying)
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for (name, path) in super::tools::entries(folder)? {
        if path.is_dir() && name != "__pycache__" {
            all.extend(files_below(&path)?);
        } else {
            all.push(path);
        }
    }
    Ok(all)
}

/// Folders of migrations of Django's applications that are the project's own.
fn applications(manage: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut all, mut open, mut seen) = (Vec::new(), vec![(folder_of(manage), 0)], 0);
    while let Some((folder, depth)) = open.pop() {
        for (name, path) in super::tools::entries(&folder)? {
            let is_others = name.starts_with('.') || name == "node_modules" || path.join("pyvenv.cfg").is_file();
            if is_others || !path.is_dir() || seen >= APPLICATIONS_MAX {
                continue;
            }
            seen += 1;
            if name == "migrations" && path.join("__init__.py").is_file() {
                all.push(path);
            } else if depth < DEPTH_MAX {
                open.push((path, depth + 1));
            }
        }
    }
    all.sort();
    Ok(all)
}

/// An `alembic.ini`.
struct Ini {
    text: String,
    folder: PathBuf,
    /// Where `env.py` is.
    scripts: PathBuf,
}

impl Ini {
    fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let folder = std::path::absolute(folder_of(path))?;
        let said = text.lines().find_map(|line| value(line, "script_location")).unwrap_or("alembic").to_owned();
        let said = said.replace("%(here)s", &folder.display().to_string());
        // `package:folder` is a folder of a package.
        let said = if said.contains(':') { said.replace(['.', ':'], "/") } else { said };
        Ok(Self { scripts: folder.join(said), text, folder })
    }

    /// The same with the address of the stack's database, by the driver that it names.
    fn at(&self, url: &str) -> String {
        let address = url.split_once("://").map_or("", |(_, address)| address);
        let here = self.folder.display().to_string();
        let mut is_set = false;
        let mut lines: Vec<String> = Vec::new();
        for line in self.text.lines() {
            let Some(said) = value(line, "sqlalchemy.url") else {
                lines.push(line.replace("%(here)s", &here.replace('%', "%%")));
                continue;
            };
            let scheme = said.split_once("://").map_or("postgresql", |(scheme, _)| scheme);
            let scheme = if scheme.starts_with("postgres") { scheme } else { "postgresql" };
            lines.push(format!("sqlalchemy.url = {scheme}://{}", address.replace('%', "%%")));
            is_set = true;
        }
        if !is_set {
            let section = lines.iter().position(|line| line.trim() == "[alembic]").map_or(0, |at| at + 1);
            lines.insert(section, format!("sqlalchemy.url = {}", url.replace('%', "%%")));
        }
        lines.join("\n") + "\n"
    }
}

/// The value of a line that sets a key.
fn value<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(key)?.trim_start();
    rest.strip_prefix(['=', ':']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ini_is_pointed_at_the_stack_whatever_it_names() {
        let ini = |text: &str| Ini { text: text.to_owned(), folder: "/p%".into(), scripts: PathBuf::new() };
        let url = "postgresql://me:a%40b@127.0.0.1:5/shop";
        assert_eq!(
            ini("[alembic]\nscript_location = %(here)s/db\nsqlalchemy.url = postgresql+psycopg://prod:x@db.example/live\n").at(url),
            "[alembic]\nscript_location = /p%%/db\nsqlalchemy.url = postgresql+psycopg://me:a%%40b@127.0.0.1:5/shop\n"
        );
        assert_eq!(
            ini("[alembic]\nsqlalchemy.url =\n[loggers]\n").at(url),
            "[alembic]\nsqlalchemy.url = postgresql://me:a%%40b@127.0.0.1:5/shop\n[loggers]\n"
        );
        assert_eq!(ini("[alembic]\n").at(url), "[alembic]\nsqlalchemy.url = postgresql://me:a%%40b@127.0.0.1:5/shop\n");
    }
}
