//! Tools of migrations that are seen and not run: they are programs of the project, and which would have to be run, it knows.
//!
//! Invariant: what is said is a line that the Compose file may have as it stands. Source: each tool's own documentation of its command line.
//! Absent on purpose: whether the tool is installed.

use crate::compose::Service;
use std::fs;
use std::path::{Path, PathBuf};

/// How a tool is seen in a folder, and what migrates.
struct Tool {
    name: &'static str,
    /// Files of which one is there; none of a tool that `names` alone tells.
    marks: &'static [&'static str],
    /// A file with a word that it has: whoever depends on the tool.
    names: Option<(&'static str, &'static str)>,
    /// What migrates, with `{}` for the file that was found.
    line: &'static str,
    /// Where its migrations are.
    places: &'static [&'static str],
}

const NODE_PLACES: &[&str] =
    &["migrations", "src/migrations", "db/migrations", "src/db/migrations", "src/migration", "database/migrations"];
const TOOLS: &[Tool] = &[
    Tool {
        name: "Knex",
        marks: &["knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs"],
        names: None,
        line: "npx knex migrate:latest",
        places: NODE_PLACES,
    },
    Tool {
        name: "TypeORM",
        marks: &[
            "data-source.ts",
            "src/data-source.ts",
            "src/db/data-source.ts",
            "src/database/data-source.ts",
            "src/config/data-source.ts",
            "ormconfig.ts",
        ],
        names: Some(("package.json", "\"typeorm\"")),
        line: "npx typeorm-ts-node-commonjs migration:run -d {}",
        places: NODE_PLACES,
    },
    Tool {
        name: "TypeORM",
        marks: &["data-source.js", "src/data-source.js", "ormconfig.js"],
        names: Some(("package.json", "\"typeorm\"")),
        line: "npx typeorm migration:run -d {}",
        places: NODE_PLACES,
    },
    Tool {
        name: "Sequelize",
        marks: &[".sequelizerc", "migrations", "db/migrations", "src/migrations"],
        names: Some(("package.json", "\"sequelize")),
        line: "npx sequelize-cli db:migrate --url $$DATABASE_URL",
        places: NODE_PLACES,
    },
    Tool {
        name: "node-pg-migrate",
        marks: &["migrations"],
        names: Some(("package.json", "\"node-pg-migrate\"")),
        line: "npx node-pg-migrate up",
        places: NODE_PLACES,
    },
    Tool {
        name: "MikroORM",
        marks: &["mikro-orm.config.ts", "src/mikro-orm.config.ts", "mikro-orm.config.js", "src/mikro-orm.config.js"],
        names: Some(("package.json", "\"@mikro-orm/migrations\"")),
        line: "npx mikro-orm migration:up",
        places: NODE_PLACES,
    },
    Tool {
        name: "Liquibase",
        marks: &[
            "src/main/resources/db/changelog/db.changelog-master.yaml",
            "src/main/resources/db/changelog/db.changelog-master.xml",
            "src/main/resources/db/changelog/db.changelog-master.sql",
            "db/changelog/db.changelog-master.yaml",
            "db/changelog/db.changelog-master.xml",
            "changelog.xml",
            "changelog.yaml",
            "changelog.sql",
        ],
        names: None,
        line: "liquibase update --changelog-file={} --url=jdbc:postgresql://$$PGHOST:$$PGPORT/$$PGDATABASE --username=$$PGUSER --password=$$PGPASSWORD",
        places: &["src/main/resources/db/changelog", "db/changelog"],
    },
    Tool {
        name: "Rails",
        marks: &["db/schema.rb"],
        names: Some(("Gemfile", "rails")),
        line: "env RAILS_ENV=test bin/rails db:schema:load",
        places: &["db/schema.rb"],
    },
    Tool {
        name: "Ecto",
        marks: &["priv/repo/migrations"],
        names: Some(("mix.exs", "ecto")),
        line: "env MIX_ENV=test mix ecto.migrate",
        places: &["priv/repo/migrations"],
    },
];

/// A tool that was seen.
pub(super) struct Seen {
    folder: PathBuf,
    tool: &'static Tool,
    mark: &'static str,
}

/// The first tool that is seen in a folder of a project.
pub(super) fn in_folder(folder: &Path) -> Option<Seen> {
    let is_there = |place: &str| folder.join(place).exists();
    TOOLS.iter().find_map(|tool| {
        let is_named = tool
            .names
            .is_none_or(|(file, word)| fs::read_to_string(folder.join(file)).is_ok_and(|text| text.contains(word)));
        let mark = tool.marks.iter().find(|mark| is_there(mark)).filter(|_| is_named)?;
        Some(Seen { folder: folder.to_owned(), tool, mark })
    })
}

impl Seen {
    /// Why it is left alone, and the line that has it run.
    pub(super) fn said(&self, root: &Path, top: &Path, services: &[Service]) -> String {
        let place = self.folder.join(self.mark);
        let place = place.strip_prefix(top).unwrap_or(&place).display();
        let line = self.tool.line.replace("{}", self.mark);
        let of = self.tool.places.iter().find(|place| self.folder.join(place).exists()).unwrap_or(&self.mark);
        said(self.tool.name, &place.to_string(), &line, &Where { folder: &self.folder, root, files: of, services })
    }
}

/// Where a line of `x-demock` would stand.
pub(super) struct Where<'w> {
    /// The folder that it is run in.
    pub(super) folder: &'w Path,
    /// The folder of the Compose file.
    pub(super) root: &'w Path,
    /// What the migrations are made of, from the folder.
    pub(super) files: &'w str,
    pub(super) services: &'w [Service],
}

/// That a tool is not run, and what has it run.
pub(super) fn said(tool: &str, place: &str, line: &str, at: &Where<'_>) -> String {
    let folder = at.folder.strip_prefix(at.root).ok().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.map_or(String::new(), |it| format!(", working_dir: {}", it.display()));
    // One that has an image is not the project's, and one that runs already has a mapping of its own.
    let service = at.services.iter().find(|it| it.image.is_none() && it.native.is_none());
    let service =
        service.map_or_else(|| "a service with `build: .`".to_owned(), |it| format!("service `{}`", it.name.value));
    format!(
        "{tool} ({place}) is not run by itself: `x-demock: {{migrate: \"{line}\", migrations: [{}]{folder}}}` in {service} has it run, once",
        at.files
    )
}

/// Whether any program of the project says itself what migrates.
pub(super) fn is_said(services: &[Service]) -> bool {
    services.iter().any(|it| it.native.as_ref().is_some_and(|native| native.migrate.is_some()))
}
