//! `#[sqlx::test]`: for each test a database of its own, in which all migrations are done.

use crate::lease_project::{Project, succeeds};
use std::fs;

/// The way, as the page names it.
pub(super) const NAME: &str = "sqlx::test 0.8.6, a database with its migrations done";
/// Tests, so that there is one time less between them.
const TESTS: usize = 60;
/// Where it lies in the project: too deep for its migrations to be taken for the project's.
const FOLDER: &str = "peer/rust";

const MANIFEST: &str = r#"
[package]
name = "peer"
version = "0.1.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
sqlx = { version = "=0.8.6", default-features = false, features = ["macros", "migrate", "postgres", "runtime-tokio"] }
"#;

/// `$name` stands for each test.
const TEST: &str = r#"
use sqlx::PgPool;
use std::sync::Mutex;
use std::time::Instant;

static ENDED: Mutex<Option<Instant>> = Mutex::new(None);

async fn writes(pool: PgPool) {
    if let Some(ended) = *ENDED.lock().unwrap() {
        println!("\nbetween {}", ended.elapsed().as_secs_f64() * 1e3);
    }
    sqlx::query("INSERT INTO t0 (name) VALUES ('three')").execute(&pool).await.unwrap();
    *ENDED.lock().unwrap() = Some(Instant::now());
}
macro_rules! writes {
    ($($name:ident)*) => { $(
        #[sqlx::test]
        async fn $name(pool: PgPool) {
            writes(pool).await;
        }
    )* };
}
"#;

/// Lines of what its tests printed, `between` and milliseconds among them.
pub(super) fn run(project: &Project) -> Result<String, Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    let names: String = (0..TESTS).map(|at| format!(" t{at}")).collect::<Vec<_>>().concat();
    project.write(&format!("{FOLDER}/Cargo.toml"), MANIFEST).map_err(failed)?;
    project.write(&format!("{FOLDER}/src/lib.rs"), "").map_err(failed)?;
    project.write(&format!("{FOLDER}/tests/writes.rs"), &format!("{TEST}writes! {{{names} }}\n")).map_err(failed)?;
    let schema = fs::read_to_string(project.folder.join("init/schema.sql")).map_err(failed)?;
    project.write(&format!("{FOLDER}/migrations/1_tables.sql"), &schema).map_err(failed)?;
    let manifest = format!("{FOLDER}/Cargo.toml");
    let cargo = |options: Option<&[&str]>, more: &[&str]| {
        let words = ["test", "--quiet", "--manifest-path", &manifest, "--test", "writes"];
        succeeds(&mut project.program(options, "cargo", &[&words, more].concat()))
    };
    cargo(None, &["--no-run"])?;
    cargo(Some(&[]), &["--", "--test-threads=1", "--nocapture"])
}
