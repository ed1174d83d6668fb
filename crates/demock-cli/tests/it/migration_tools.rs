//! What demock has migrated, by the tools themselves: they must have nothing left to do.
//!
//! Prisma's own engine in the form that npm carries, as WebAssembly: its native one comes from no registry; dbmate and drizzle, which npm
//! carries as well. Other tools are tried in `found_migrations` by what they would have written down.

use crate::project::Project;
use crate::runners::modules;

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\nmodel Item {\n  id Int @id @default(autoincrement())\n  name String\n  more String?\n}\n";

const CONFIG: &str = r#"
import { defineConfig } from "prisma/config";
import { PrismaPg } from "@prisma/adapter-pg";
export default defineConfig({
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }),
});
"#;

/// Neither native engine is run; that a path is named keeps them from being downloaded.
const STATUS: &str = "CHECKPOINT_DISABLE=1 PRISMA_QUERY_ENGINE_LIBRARY=/bin/false PRISMA_SCHEMA_ENGINE_BINARY=/bin/false node_modules/.bin/prisma migrate status";

#[test]
fn prisma_finds_all_migrations_applied() {
    let project = Project::new("services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n");
    let tree = &project.tree;
    let modules = modules(&["prisma@6.19.0", "@prisma/adapter-pg@6.19.0", "--ignore-scripts"]);
    std::os::unix::fs::symlink(modules, tree.root.join("node_modules")).expect("a link");
    tree.write("package.json", r#"{"private": true, "type": "module"}"#);
    tree.write("prisma.config.ts", CONFIG);
    tree.write("prisma/schema.prisma", SCHEMA);
    tree.write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    let table = "CREATE TABLE \"Item\" (\"id\" SERIAL PRIMARY KEY, \"name\" TEXT NOT NULL);\n";
    tree.write("prisma/migrations/20240101000000_init/migration.sql", table);
    let more = "ALTER TABLE \"Item\" ADD COLUMN \"more\" TEXT;\n";
    tree.write("prisma/migrations/20240102000000_more/migration.sql", more);
    let ran = project.run(&[], STATUS).exits(0);
    ran.says("2 migrations found in prisma/migrations").says("Database schema is up to date!");
    ran.warns("2 migrations of prisma (prisma/migrations) are in the template");
    tree.write("demock.toml", "[stack]\nmigrations = false\n");
    project.run(&[], STATUS).exits(1).says("have not yet been applied");
    project.is_clean();
}

const DATABASE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_PASSWORD: pw}\n";

#[test]
fn dbmate_finds_all_migrations_applied_and_undoes_the_last() {
    let project = Project::new(DATABASE);
    let tree = &project.tree;
    std::os::unix::fs::symlink(modules(&["dbmate@2.36.0"]), tree.root.join("node_modules")).expect("a link");
    let table = "-- migrate:up\nCREATE TABLE item (id int);\n\n-- migrate:down\nDROP TABLE item;\n";
    tree.write("db/migrations/20240101000000_items.sql", table);
    let index = "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY item_id ON item (id);\n-- migrate:down\nDROP INDEX item_id;\n";
    tree.write("db/migrations/20240102000000_index.sql", index);
    tree.write("db/schema.sql", "-- PostgreSQL database dump\n");
    // lib/pq asks for TLS where nothing says otherwise, whoever has started the server.
    let dbmate = "env DATABASE_URL=$DATABASE_URL?sslmode=disable node_modules/.bin/dbmate --no-dump-schema";
    let ran = project.run(&[], &format!("{dbmate} status; {dbmate} rollback; {dbmate} up; {dbmate} status")).exits(0);
    ran.warns("2 migrations of dbmate (db/migrations) are in the template");
    ran.says("[X] 20240101000000_items.sql\n[X] 20240102000000_index.sql\n\nApplied: 2\nPending: 0\n");
    ran.says("Rolling back: 20240102000000_index.sql").says("Applying: 20240102000000_index.sql");
    tree.write("demock.toml", "[stack]\nmigrations = false\n");
    project.run(&[], &format!("{dbmate} status")).exits(0).says("Applied: 0\nPending: 2\n");
    project.is_clean();
}

/// Drizzle's own migrator does what is new, and nothing of what was done.
#[test]
fn drizzle_does_what_is_new_alone() {
    let project = Project::new(DATABASE);
    let tree = &project.tree;
    std::os::unix::fs::symlink(modules(&["drizzle-orm@0.45.4", "pg@8.23.1"]), tree.root.join("node_modules"))
        .expect("a link");
    tree.write("package.json", r#"{"private": true, "type": "module"}"#);
    let journal = |tags: &[&str]| {
        let entries = tags.iter().enumerate().map(|(at, tag)| {
            format!(
                r#"{{"idx": {at}, "version": "7", "when": {}, "tag": "{tag}", "breakpoints": true}}"#,
                1_750_000_000_000_u64 + at as u64
            )
        });
        format!(
            r#"{{"version": "7", "dialect": "postgresql", "entries": [{}]}}"#,
            entries.collect::<Vec<_>>().join(",")
        )
    };
    tree.write(
        "drizzle/0000_a.sql",
        "CREATE TABLE item (id int);\n--> statement-breakpoint\nINSERT INTO item VALUES (1);\n",
    );
    tree.write("drizzle/0001_b.sql", "INSERT INTO item VALUES (20);\n");
    tree.write("later/meta/_journal.json", &journal(&["0000_a", "0001_b", "0002_c"]));
    tree.write("later/0000_a.sql", "nonsense");
    tree.write("later/0001_b.sql", "nonsense");
    tree.write("later/0002_c.sql", "INSERT INTO item VALUES (300);\n");
    tree.write("drizzle/meta/_journal.json", &journal(&["0000_a", "0001_b"]));
    let migrate = "import pg from 'pg'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { migrate } from 'drizzle-orm/node-postgres/migrator'\nconst pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })\nfor (const migrationsFolder of process.argv.slice(2)) await migrate(drizzle(pool), { migrationsFolder })\nconsole.log((await pool.query('SELECT sum(id) FROM item')).rows[0].sum)\nconsole.log((await pool.query('SELECT count(*), count(DISTINCT length(hash)) AS lengths FROM drizzle.__drizzle_migrations')).rows)\nawait pool.end()\n";
    tree.write("migrate.js", migrate);
    let ran = project.run(&[], "node migrate.js drizzle; node migrate.js later").exits(0);
    ran.warns("2 migrations of drizzle (drizzle) are in the template");
    assert_eq!(ran.stdout, "21\n[ { count: '2', lengths: '1' } ]\n321\n[ { count: '3', lengths: '1' } ]\n");
    project.is_clean();
}
