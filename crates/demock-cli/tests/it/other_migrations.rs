//! Migrations that are an application's own: done where that is known to be harmless, else named with the line that has them done.

use crate::found_migrations::{COMPOSE, fresh, project};
use crate::leases::CLIENT;
use crate::runners::environment;

/// Flask-Migrate itself, with the files that it lays itself (`flask db init`).
#[test]
fn flask_migrate_finds_everything_done_or_is_left_alone_with_what_is_wrong() {
    let venv = environment(&["flask-migrate==4.1.0", "flask-sqlalchemy==3.1.1", "psycopg[binary]==3.3.9"]);
    let app = "import os\nfrom flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\nMigrate(app, SQLAlchemy(app))\n";
    let flask = project(&[("app.py", app)]);
    std::os::unix::fs::symlink(&venv, flask.tree.root.join(".venv")).expect("a link");
    flask.run(&["-q"], ".venv/bin/flask db init").exits(0);
    let script = |name: &str, before: &str| {
        format!(
            "# {:?}\nrevision = '{name}'\ndown_revision = {before}\nfrom alembic import op\ndef upgrade(): op.execute('CREATE TABLE item (id int)')\n",
            std::time::SystemTime::now()
        )
    };
    flask.tree.write("migrations/versions/a1.py", &script("a1", "None"));
    let ask = ".venv/bin/flask db upgrade && .venv/bin/flask db current && psql -AXtc 'SELECT count(*) FROM item'";
    let ran = flask.run(&[], ask).exits(0);
    ran.warns("demock: db: 1 migration of flask-migrate (migrations/versions) is in the template");
    ran.warns("0 rows written").says("a1 (head)\n").says("0\n");
    flask.tree.write("migrations/versions/a2.py", &script("a2", "'a1'"));
    let ran = flask.run(&[], "true").exits(125);
    ran.warns("migrations/versions/a2.py:5: the migration fails: exit code 1")
        .warns("relation \"item\" already exists");
    flask.tree.write("app.py", &app.replace("os.environ['DATABASE_URL']", "'sqlite:///mine.sqlite3'"));
    let ran = flask.run(&[], "find . -name '*.sqlite3'").exits(0);
    let left = "demock: db: migrations are left alone: flask-migrate (migrations/versions) is not run: ";
    ran.warns(&format!("{left}its settings name a database of sqlite, and no Postgres"));
    assert_eq!(ran.stdout, "");
    flask.tree.write("app.py", "raise RuntimeError('SECRET_KEY is not set')\n");
    let ran = flask.run(&[], "true").exits(0);
    ran.warns(&format!("{left}the application does not start here: ")).warns("SECRET_KEY is not set");
    flask.is_clean();
}

/// Each with the line that the tool's own documentation has for it.
#[test]
fn tools_that_are_not_run_are_named_with_the_line_that_has_them_run() {
    let left = |files: &[(&str, &str)]| project(files).run(&[], "true").exits(0);
    let ran = left(&[("knexfile.js", ""), ("migrations/1_a.js", "")]);
    ran.warns("demock: db: migrations are left alone: Knex (knexfile.js) is not run by itself: `x-demock: {migrate: \"npx knex migrate:latest\", migrations: [migrations]}` in a service with `build: .` has it run, once");
    let depends = |name: &str| format!("{{\"dependencies\": {{\"{name}\": \"1\"}}}}");
    for (package, files, line) in [
        (
            "typeorm",
            &["src/data-source.ts", "src/migration/a.ts"][..],
            "TypeORM (src/data-source.ts) is not run by itself: `x-demock: {migrate: \"npx typeorm-ts-node-commonjs migration:run -d src/data-source.ts\", migrations: [src/migration]}`",
        ),
        (
            "sequelize-cli",
            &["migrations/1.js"],
            "Sequelize (migrations) is not run by itself: `x-demock: {migrate: \"npx sequelize-cli db:migrate --url $$DATABASE_URL\", migrations: [migrations]}`",
        ),
        (
            "node-pg-migrate",
            &["migrations/1.js"],
            "`x-demock: {migrate: \"npx node-pg-migrate up\", migrations: [migrations]}`",
        ),
        (
            "@mikro-orm/migrations",
            &["mikro-orm.config.ts", "src/migrations/a.ts"],
            "`x-demock: {migrate: \"npx mikro-orm migration:up\", migrations: [src/migrations]}`",
        ),
    ] {
        let package = depends(package);
        let mut all = vec![("package.json", &*package)];
        all.extend(files.iter().map(|file| (*file, "")));
        left(&all).warns(line);
    }
    for (files, line) in [
        (
            [("Gemfile", "gem 'rails'\n"), ("db/schema.rb", "")],
            "Rails (db/schema.rb) is not run by itself: `x-demock: {migrate: \"env RAILS_ENV=test bin/rails db:schema:load\", migrations: [db/schema.rb]}`",
        ),
        (
            [("mix.exs", "{:ecto_sql, \"~> 3\"}"), ("priv/repo/migrations/1_a.exs", "")],
            "`x-demock: {migrate: \"env MIX_ENV=test mix ecto.migrate\", migrations: [priv/repo/migrations]}`",
        ),
        (
            [("api/changelog.xml", ""), ("README", "")],
            "Liquibase (api/changelog.xml) is not run by itself: `x-demock: {migrate: \"liquibase update --changelog-file=changelog.xml --url=jdbc:postgresql://$$PGHOST:$$PGPORT/$$PGDATABASE --username=$$PGUSER --password=$$PGPASSWORD\", migrations: [changelog.xml], working_dir: api}`",
        ),
    ] {
        left(&files).warns(line);
    }
    // Beside migrations that are done there is nothing to say.
    let done = left(&[("knexfile.js", ""), ("db/structure.sql", "CREATE TABLE item (id int);"), ("Gemfile", "")]);
    assert!(!done.stderr.contains("Knex"), "{}", done.stderr);
}

/// The very line that is said, in a service that has nothing else: it is there to migrate, once, and leases begin with what it has made.
#[test]
fn a_service_that_only_migrates_does_so_once_into_the_template() {
    let project = project(&[("knexfile.js", ""), ("migrations/1.sql", &fresh("CREATE TABLE item (id int);"))]);
    let seen = project.run(&[], "true").exits(0).stderr;
    let line = seen.split('`').find(|it| it.starts_with("x-demock: ")).expect("the line");
    let line = line.replace("npx knex migrate:latest", "psql $$DATABASE_URL -f migrations/1.sql");
    let compose = format!("{COMPOSE}  migrate:\n    build: .\n    depends_on: [db]\n    {line}\n");
    project.tree.write("docker-compose.test.yml", &compose);
    project.tree.write("client.py", CLIENT);
    let ask = "psql -AXtc 'SELECT count(*) FROM item' && python3 -c 'from client import *; print(\"lease\", Client().lease().psql(\"SELECT count(*) FROM item\"))'";
    let ran = project.run(&[], ask).exits(0);
    ran.says("0\n").says("lease 0\n").warns("demock: migrate (service): ran to its end");
    assert!(!ran.stderr.contains("Knex"), "{}", ran.stderr);
    project.is_clean();
}
