//! What demock has migrated, by the tools themselves: they must have nothing left to do.
//!
//! Prisma's own engine in the form that npm carries, as WebAssembly: its native one comes from no registry. Other tools are tried in
//! `found_migrations` by what they would have written down.

use crate::node_workers::fetched;
use crate::project::Project;

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
    let modules = fetched(&["prisma@6.19.0", "@prisma/adapter-pg@6.19.0", "--ignore-scripts"]);
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
