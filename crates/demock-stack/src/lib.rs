//! A project's Compose file as a stack of services.
//!
//! Data flow: Compose files → nodes with places (`yaml`) → one merged file (`files`) → typed services (`compose`), with
//! everything that is not honoured named. Absent on purpose: starting anything, and any output.

mod compose;
mod env_file;
mod error;
mod files;
mod image;
mod interpolate;
mod yaml;

pub use compose::{
    Condition, Dependency, Health, HealthTest, Mount, MountKind, Native, Note, Port, Project, Protocol, Service,
    Variable, Words,
};
pub use error::{ComposeError, Problem};
pub use files::{Request, read};
pub use image::{Image, ImageError};
