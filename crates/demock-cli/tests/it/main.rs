//! The real binary in real folders under real git: what each command answers, and with which exit code.
//!
//! One module a theme. Absent on purpose: how findings are judged (`demock-scan`) and how each format looks in detail
//! (`demock-report`), which have tests of their own.

mod action;
mod adopt;
mod adverse;
mod already;
mod apart;
mod asked;
mod baseline;
mod clickhouse;
mod clock;
mod compose_files;
mod explain;
mod extensions;
mod failures;
mod formats;
mod found_migrations;
mod held;
mod hook;
mod jobs;
mod kept;
mod lease_harm;
mod leases;
mod migration_tools;
mod migrations;
mod node_workers;
mod other_migrations;
mod own;
mod project;
mod providers;
mod put_back;
mod pytest_kit;
mod python_suites;
mod remembered;
mod reported;
mod reused;
mod run;
mod runners;
mod scan;
mod services;
mod shards;
mod since;
mod stack;
mod terminal;
mod tree;
mod undone;
mod up;
