//! Health checks.
//!
//! Source: Compose specification, "healthcheck"; defaults as in the Dockerfile reference, "HEALTHCHECK".

use super::values::{check_keys, duration, flag, number, text, words, wrong};
use crate::error::ComposeError;
use crate::yaml::{Node, Value};
use std::rc::Rc;
use std::time::Duration;

/// How a service is known to be ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What is asked.
    pub test: HealthTest,
    /// Time between two questions once it is up.
    pub interval: Duration,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How many wrong answers in a row make it unhealthy.
    pub retries: u32,
    /// How long wrong answers count for nothing after the start.
    pub start_period: Duration,
    /// Time between two questions in that time.
    pub start_interval: Duration,
}

/// What is asked of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HealthTest {
    /// Nothing: whatever the image asks is switched off.
    Off,
    /// What the image asks.
    Image,
    /// A program with its words.
    Command(Vec<String>),
    /// A line for a shell, and what it has as `$0`, `$1` and so on.
    Shell(String, Vec<String>),
}

const KEYS: &[&str] = &["test", "interval", "timeout", "retries", "start_period", "start_interval", "disable"];

/// Reads a `healthcheck`.
pub(super) fn health(node: &Rc<Node>) -> Result<Health, ComposeError> {
    check_keys(node, "healthcheck", KEYS)?;
    let time = |key: &'static str, default: u64| match node.get(key) {
        Some(node) => duration(key, node),
        None => Ok(Duration::from_secs(default)),
    };
    let is_off = node.get("disable").map(|node| flag("disable", node)).transpose()?.unwrap_or(false);
    let test = match node.get("test") {
        _ if is_off => HealthTest::Off,
        Some(test) => of_test(test)?,
        None => HealthTest::Image,
    };
    Ok(Health {
        test,
        interval: time("interval", 30)?,
        timeout: time("timeout", 30)?,
        retries: node.get("retries").map(|node| number("retries", node)).transpose()?.unwrap_or(3),
        start_period: time("start_period", 0)?,
        start_interval: time("start_interval", 5)?,
    })
}

fn of_test(node: &Rc<Node>) -> Result<HealthTest, ComposeError> {
    const EXPECTED: &str = "a line, or a list that begins with `NONE`, `CMD` or `CMD-SHELL`";
    match &node.value {
        Value::Scalar { .. } => Ok(HealthTest::Shell(text("test", node)?.value, Vec::new())),
        Value::List(_) => {
            let words = words("test", node)?.map(|words| words.value.words()).unwrap_or_default();
            match words.split_first() {
                Some((first, [])) if first == "NONE" => Ok(HealthTest::Off),
                Some((first, rest)) if first == "CMD" && !rest.is_empty() => Ok(HealthTest::Command(rest.to_vec())),
                // An engine of containers puts all of them behind `sh -c`.
                Some((first, [line, rest @ ..])) if first == "CMD-SHELL" => {
                    Ok(HealthTest::Shell(line.clone(), rest.to_vec()))
                }
                Some(_) | None => wrong("test", node, EXPECTED),
            }
        }
        Value::Null | Value::Map(_) => wrong("test", node, EXPECTED),
    }
}
