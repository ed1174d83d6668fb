//! The tools whose migrations are known: how each is seen in a folder, and what a path means that the settings name.
//!
//! A further tool is a variant, a row of [`Kind::ALL`] and a file of [`super::tools`]. Absent on purpose: which folders are
//! looked at (`find`).

use super::python;
use super::tools::{self, Work, dbmate, diesel, drizzle, flyway, folder, golang_migrate, goose, prisma, rails, sqlx};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A tool that migrates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Alembic, of Python.
    Alembic,
    /// Flask-Migrate: Alembic, by way of the application.
    FlaskMigrate,
    /// Django's `migrate`.
    Django,
    /// Flyway.
    Flyway,
    /// Prisma, of Node.
    Prisma,
    /// sqlx, of Rust.
    Sqlx,
    /// diesel, of Rust.
    Diesel,
    /// Rails' `structure.sql`.
    Rails,
    /// Drizzle, of Node.
    Drizzle,
    /// goose, of Go.
    Goose,
    /// golang-migrate, of Go.
    GolangMigrate,
    /// dbmate.
    Dbmate,
    /// SQL of no tool that is known.
    Sql,
}

impl Kind {
    const ALL: [(Self, &'static str); 13] = [
        (Self::Alembic, "alembic"),
        (Self::FlaskMigrate, "flask-migrate"),
        (Self::Django, "django"),
        (Self::Flyway, "flyway"),
        (Self::Prisma, "prisma"),
        (Self::Sqlx, "sqlx"),
        (Self::Diesel, "diesel"),
        (Self::Rails, "rails"),
        (Self::Drizzle, "drizzle"),
        (Self::Goose, "goose"),
        (Self::GolangMigrate, "golang-migrate"),
        (Self::Dbmate, "dbmate"),
        (Self::Sql, "SQL"),
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// What is SQL, done by ourselves; `None` where a program of the project does it.
    pub(super) fn scripts(self, place: &Path) -> Option<io::Result<Work>> {
        match self {
            Self::Alembic | Self::FlaskMigrate | Self::Django => None,
            Self::Flyway => Some(flyway::scripts(place)),
            Self::Prisma => Some(prisma::scripts(place)),
            Self::Sqlx => Some(sqlx::scripts(place)),
            Self::Diesel => Some(diesel::scripts(place)),
            Self::Rails => Some(rails::scripts(place)),
            Self::Drizzle => Some(drizzle::scripts(place)),
            Self::Goose => Some(goose::scripts(place)),
            Self::GolangMigrate => Some(golang_migrate::scripts(place)),
            Self::Dbmate => Some(dbmate::scripts(place)),
            Self::Sql => Some(folder::scripts(place)),
        }
    }

    /// Why what is there is left to its tool; `None` where it is not.
    pub(super) fn left_to_tool(self, place: &Path) -> io::Result<Option<String>> {
        let needs = |tool: &str, why: Option<String>| Ok(why.map(|why| format!("needs {tool} itself: {why}")));
        match self {
            Self::Flyway => needs("Flyway", flyway::needs_flyway(place)?),
            Self::Goose => needs("goose", goose::needs_goose(place)?),
            Self::Drizzle => needs("drizzle", drizzle::needs_drizzle(place)?),
            Self::Sqlx => {
                let is_set = place.parent().is_some_and(|it| it.join("sqlx.toml").is_file());
                Ok(is_set.then(|| "has a `sqlx.toml`, which sqlx alone follows".to_owned()))
            }
            Self::Alembic
            | Self::FlaskMigrate
            | Self::Django
            | Self::Prisma
            | Self::Diesel
            | Self::Rails
            | Self::GolangMigrate
            | Self::Dbmate
            | Self::Sql => Ok(None),
        }
    }
}

/// Where Flask-Migrate has its settings.
const FLASK: &str = "migrations/alembic.ini";
/// Places of Prisma's: beside one schema, or in the folder of several.
const PRISMA: &[&str] = &["prisma/migrations", "prisma/schema/migrations"];
/// Places of scripts of Go's tools and of dbmate, and of drizzle's.
const NUMBERED: &[&str] = &["migrations", "db/migrations", "db/migration", "database/migrations", "sql/migrations"];
const DRIZZLE: &[&str] =
    &["drizzle", "drizzle/migrations", "migrations", "db/migrations", "src/db/migrations", "src/drizzle"];

/// Places of Flyway's scripts.
const FLYWAY: &[&str] =
    &["src/main/resources/db/migration", "db/migration", "db/migrations", "migrations", "sql", "flyway/sql", "flyway"];

/// Everything that a folder of a project holds in the usual places.
pub(super) fn in_folder(project: &Path) -> Vec<(Kind, PathBuf)> {
    let mut all = Vec::new();
    let at = |place: &str| project.join(place);
    all.extend(["alembic.ini", FLASK].into_iter().find_map(|place| alembic(&at(place))));
    if python::is_django(&at("manage.py")) {
        all.push((Kind::Django, at("manage.py")));
    }
    all.extend(FLYWAY.iter().map(|place| at(place)).find(|it| is_flyway(it)).map(|it| (Kind::Flyway, it)));
    all.extend(PRISMA.iter().map(|place| at(place)).find(|it| is_prisma(it)).map(|it| (Kind::Prisma, it)));
    if is_sqlx(&at("migrations")) && depends_on(project, "sqlx") {
        all.push((Kind::Sqlx, at("migrations")));
    }
    let diesel = diesel_folder(project);
    if is_diesel(&diesel) && (at("diesel.toml").is_file() || depends_on(project, "diesel")) {
        all.push((Kind::Diesel, diesel));
    }
    all.extend(DRIZZLE.iter().map(|place| at(place)).find(|it| drizzle::is_its(it)).map(|it| (Kind::Drizzle, it)));
    let numbered = NUMBERED.iter().map(|place| at(place)).find_map(|it| Some((numbered_kind(&it)?, it)));
    all.extend(numbered.filter(|(kind, _)| is_of_postgres(*kind, project)));
    if at("db/structure.sql").is_file() && ["config/database.yml", "Gemfile"].iter().any(|it| at(it).is_file()) {
        all.push((Kind::Rails, at("db/structure.sql")));
    }
    all
}

/// What a path is that somebody names; `root` is the folder that dependencies are looked for up to.
pub(super) fn at_path(path: &Path, root: &Path) -> Result<(Kind, PathBuf), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path.is_file() {
        if let Some(found) = alembic(path) {
            return Ok(found);
        }
        return match &*name {
            "manage.py" => Ok((Kind::Django, path.to_owned())),
            "structure.sql" => Ok((Kind::Rails, path.to_owned())),
            other if folder::belongs(other) => Ok((Kind::Sql, path.to_owned())),
            _ => Err("no `alembic.ini`, `manage.py` or SQL".to_owned()),
        };
    }
    if !path.is_dir() {
        return Err("not there".to_owned());
    }
    let up = || path.ancestors().take_while(|it| it.starts_with(root));
    let known = [(Kind::Flyway, is_flyway(path)), (Kind::Prisma, is_prisma(path)), (Kind::Diesel, is_diesel(path))];
    if let Some((kind, _)) = known.into_iter().find(|(_, is_it)| *is_it) {
        return Ok((kind, path.to_owned()));
    }
    if drizzle::is_its(path) {
        return Ok((Kind::Drizzle, path.to_owned()));
    }
    if is_sqlx(path) && up().any(|it| depends_on(it, "sqlx")) {
        return Ok((Kind::Sqlx, path.to_owned()));
    }
    if path.join("env.py").is_file() && path.join("versions").is_dir() {
        let found = up().find_map(|it| alembic(&it.join("alembic.ini")));
        return found.ok_or_else(|| "Alembic's, without an `alembic.ini` above".to_owned());
    }
    if let Some(kind) = numbered_kind(path) {
        return Ok((kind, path.to_owned()));
    }
    match &in_folder(path)[..] {
        [only] => return Ok(only.clone()),
        [] => {}
        several => return Err(format!("of several tools: {}", named(several, path))),
    }
    let mut scripts = tools::entries(path).unwrap_or_default();
    scripts.retain(|(name, it)| folder::belongs(name) && it.is_file());
    for (name, script) in &scripts {
        let text = fs::read_to_string(script).unwrap_or_default();
        if let Some(line) = folder::undoes(&text) {
            return Err(format!("of a tool that is not known here (`{line}` in `{name}`)"));
        }
    }
    if scripts.is_empty() {
        return Err("a folder without migrations of a tool that is known".to_owned());
    }
    Ok((Kind::Sql, path.to_owned()))
}

/// What was found, in words.
pub(super) fn named(found: &[(Kind, PathBuf)], root: &Path) -> String {
    let one = |(kind, path): &(Kind, PathBuf)| {
        format!("{} ({})", kind.name(), path.strip_prefix(root).unwrap_or(path).display())
    };
    found.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Alembic's settings, whose script says whether Flask-Migrate has written it.
fn alembic(path: &Path) -> Option<(Kind, PathBuf)> {
    let text = fs::read_to_string(path).ok().filter(|_| path.extension().is_some_and(|ending| ending == "ini"))?;
    let is_its = text.lines().any(|line| line.trim() == "[alembic]");
    let kind = if python::is_of_flask(path) { Kind::FlaskMigrate } else { Kind::Alembic };
    is_its.then(|| (kind, path.to_owned()))
}

fn is_flyway(folder: &Path) -> bool {
    tools::entries(folder).is_ok_and(|all| all.iter().any(|(name, _)| flyway::parse(name).is_some()))
}

/// Of Postgres, as its lock says; one without a lock is of nobody knows what.
fn is_prisma(folder: &Path) -> bool {
    let lock = fs::read_to_string(folder.join("migration_lock.toml")).unwrap_or_default();
    lock.lines().any(|line| line.trim_start().starts_with("provider") && line.contains("postgresql"))
}

/// The tool that numbered scripts of a folder are written for, as their names or their first one says.
fn numbered_kind(folder: &Path) -> Option<Kind> {
    if tools::numbered(folder, ".up.sql").is_ok_and(|all| !all.is_empty()) {
        return Some(Kind::GolangMigrate);
    }
    let scripts = tools::numbered(folder, ".sql").unwrap_or_default();
    let text = fs::read_to_string(&scripts.first()?.1).ok()?;
    let known = [(Kind::Goose, goose::is_its(&text)), (Kind::Dbmate, dbmate::is_its(&text))];
    known.into_iter().find(|(_, is_it)| *is_it).map(|(kind, _)| kind)
}

/// Whether a project's numbered scripts are for Postgres: a driver of Go's is named, or what dbmate has dumped says so.
fn is_of_postgres(kind: Kind, project: &Path) -> bool {
    let says = |file: &str, words: &[&str]| {
        fs::read_to_string(project.join(file)).is_ok_and(|text| words.iter().any(|word| text.contains(word)))
    };
    let is_gos = says("go.mod", &["github.com/lib/pq ", "github.com/jackc/pgx"]);
    is_gos || (kind == Kind::Dbmate && says("db/schema.sql", &["PostgreSQL", "pg_catalog"]))
}

fn is_sqlx(folder: &Path) -> bool {
    tools::entries(folder).is_ok_and(|all| all.iter().any(|(name, path)| sqlx::parse(name).is_some() && path.is_file()))
}

fn is_diesel(folder: &Path) -> bool {
    tools::entries(folder).is_ok_and(|all| all.iter().any(|(_, path)| path.join("up.sql").is_file()))
}

/// Where diesel's settings say that migrations are, else where they are by default.
fn diesel_folder(project: &Path) -> PathBuf {
    let said = fs::read_to_string(project.join("diesel.toml")).unwrap_or_default();
    let mut lines = said.lines().map(str::trim).skip_while(|line| *line != "[migrations_directory]").skip(1);
    let dir = lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| {
        let value = line.strip_prefix("dir")?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches('"').to_owned())
    });
    project.join(dir.unwrap_or_else(|| "migrations".to_owned()))
}

/// Whether a crate or workspace names another for Postgres, or for no database in particular.
fn depends_on(project: &Path, name: &str) -> bool {
    let Ok(text) = fs::read_to_string(project.join("Cargo.toml")) else { return false };
    let is_name = |line: &str| {
        let rest = line.strip_prefix(name).map(|rest| rest.trim_start().starts_with(['=', '.']));
        rest == Some(true) || (line.starts_with('[') && line.ends_with(&format!("ependencies.{name}]")))
    };
    let mut lines = text.lines().map(str::trim);
    let mut found = false;
    while let Some(line) = lines.find(|line| is_name(line)) {
        let rest = lines.clone().take_while(|it| !it.is_empty() && !it.contains(" = {") && !it.starts_with('['));
        let all: String = std::iter::once(line).chain(rest).collect();
        found |= all.contains("postgres") || !["mysql", "sqlite"].iter().any(|other| all.contains(other));
    }
    found
}
