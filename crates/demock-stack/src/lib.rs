//! A project's Compose file as a stack of services.
//!
//! Data flow: Compose files → nodes with places (`yaml`) → one merged file (`files`) → typed services (`compose`), with
//! everything that is not honoured named → where each would come from (`diagnosis`): a program of the machine
//! (`installed`), or a package (`packages`) that is fetched, checked and kept (`store`).
//! Started services (`stack`) are kept by a process of our own (`keeper`), and a command is told of them (`environment`).
//! Absent on purpose: any output.

mod applying;
mod carrying;
mod clickhouse;
mod clickhouse_host;
mod compose;
mod counters;
mod diagnosis;
mod distribution;
mod docker;
mod elsewhere;
mod endpoint;
mod engine;
mod env_file;
mod environment;
mod error;
mod failure;
mod files;
mod gate;
mod ground;
mod image;
mod installed;
mod interpolate;
mod invocation;
mod jobs;
mod keeper;
mod kits;
mod lease;
mod mariadb;
mod memcached;
mod migrations;
mod names;
mod nats;
mod overriding;
mod own;
pub mod packages;
mod paths;
mod ports;
mod postgres;
mod processes;
mod program;
mod redis;
mod run_folder;
mod server;
mod serving;
mod signals;
mod stack;
mod standing;
mod starting;
mod store;
mod supervise;
mod templates;
mod watching;
mod yaml;

pub use applying::{Applied, Change};
pub use compose::{
    Condition, Dependency, Health, HealthTest, Mount, MountKind, Native, Note, Port, Project, Protocol, Restart,
    Service, Variable, Words,
};
pub use counters::Counters;
pub use diagnosis::{Diagnosis, Machine, Makeshift, Provision, VersionMatch, diagnose};
pub use distribution::{Added, DISTRIBUTED, Distributed, EXTENSIONS, Extension, ImageScript, Libraries};
pub use elsewhere::{AllAlready, Already, AlreadyError, all_already, unknown_already};
pub use endpoint::{Endpoint, Instead};
pub use engine::{Engine, Known};
pub use environment::{
    Entry, Environment, FAMILIES, Family, Ingredients, Inherit, Source, environment, masked, without_password,
};
pub use error::{ComposeError, Problem};
pub use failure::StackError;
pub use files::{Request, has_compose_file, read};
pub use ground::{Beside, Ground, Laying};
pub use image::{Image, ImageError};
pub use installed::{Installed, Versions, installed};
pub use keeper::{End, Isolation, hidden_entry};
pub use kits::lay_kits;
pub use lease::{
    Broker, Failed, Isolation as LeaseIsolation, Manner, Scope, Summary as LeaseSummary, Tested, Variables,
    Waits as LeaseWaits,
};
pub use migrations::{
    Finding, Found, Kind as MigrationKind, MIGRATIONS_MAX, MigrationError, Sought, find as find_migrations,
};
pub use names::Named;
pub use overriding::overriding;
pub use packages::{Client, Package};
pub use run_folder::Base;
pub use server::Server;
pub use signals::{leave_terminal, pass_signals};
pub use stack::{Counted, Outcome, Plan, Running, Stack};
pub use standing::{Asking, ServiceState, Standing, State};
pub use store::{FetchError, Store};
pub use supervise::{Apply, Following, Happening, Occasion, Supervised, supervise};
