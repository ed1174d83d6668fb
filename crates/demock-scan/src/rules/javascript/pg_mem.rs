//! pg-mem: pg-mem, `PGlite` and in-memory `SQLite` stand in for the real database.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind};

/// Pg-mem, `PGlite` and in-memory `SQLite` stand in for the real database.
pub(super) static RULE: Rule = Rule {
    id: "javascript/pg-mem",
    framework: "pg-mem",
    languages: super::SCRIPTS,
    since: 2,
    summary: "pg-mem, PGlite and in-memory SQLite stand in for the real database",
    documentation: include_str!("pg_mem.md"),
    rows: &[
        Row::call("pg-mem.newDb", Kind::InMemorySubstitute).boundary(Boundary::Database),
        Row::call("@electric-sql/pglite.PGlite{,.create}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Database)
            .confidence(Confidence::Likely),
        Row::call("{prismock.PrismockClient,prismock.createPrismock}", Kind::InMemorySubstitute).boundary(Boundary::Database),
        Row::call("{better-sqlite3,sqlite3.Database,sqlite.DatabaseSync,node:sqlite.DatabaseSync,bun:sqlite.Database}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, ":memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("sequelize.Sequelize", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgText(0, "sqlite:*:memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
        Row::call("{sequelize.Sequelize,typeorm.DataSource,typeorm.createConnection,knex,knex.knex,@mikro-orm/core.MikroORM.init,@nestjs/typeorm.TypeOrmModule.forRoot,@nestjs/sequelize.SequelizeModule.forRoot,@mikro-orm/nestjs.MikroOrmModule.forRoot,@libsql/client.createClient,sqlite.open}", Kind::InMemorySubstitute)
            .when(&[When::InTest, When::ArgsHave(":memory:")])
            .boundary(Boundary::Database)
            .confidence(Confidence::Possible),
    ],
};
