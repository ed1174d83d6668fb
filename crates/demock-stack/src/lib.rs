//! A project's Compose file as a stack of services.
//!
//! Data flow: Compose files → nodes with places (`yaml`) → one merged file (`files`) → typed services (`compose`), with
//! everything that is not honoured named → where each would come from (`diagnosis`): a program of the machine
//! (`installed`), or a package (`packages`) that is fetched, checked and kept (`store`).
//! Absent on purpose: starting anything, and any output.

mod compose;
mod diagnosis;
mod engine;
mod env_file;
mod error;
mod files;
mod image;
mod installed;
mod interpolate;
pub mod packages;
mod store;
mod yaml;

pub use compose::{
    Condition, Dependency, Health, HealthTest, Mount, MountKind, Native, Note, Port, Project, Protocol, Service,
    Variable, Words,
};
pub use diagnosis::{Diagnosis, Machine, Provision, diagnose};
pub use engine::{Engine, Known};
pub use error::{ComposeError, Problem};
pub use files::{Request, read};
pub use image::{Image, ImageError};
pub use installed::{Installed, installed};
pub use store::{FetchError, Store};
