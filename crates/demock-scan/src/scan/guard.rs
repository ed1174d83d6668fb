//! A panic while one file is read costs that file only.
//!
//! Absent on purpose: stack overflow and lack of memory, which no guard can hold; front ends keep their own depth.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs one step of one file's reading. A panic in it becomes the reason that the report gives for the file.
///
/// Whatever the step was changing may be left half-way: the caller throws it away.
pub(super) fn guarded<T>(doing: &str, step: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(step)).map_err(|payload| {
        let said =
            payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(|said| &**said));
        format!("an internal failure while {doing} ({}); please report it with the file", said.unwrap_or("no message"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(step: fn() -> u8, expected: Result<u8, &str>) {
        assert_eq!(guarded("it was read", step), expected.map_err(str::to_owned));
    }

    #[test]
    fn a_panic_is_an_answer() {
        let nothing: fn() -> Vec<u8> = Vec::new;
        check(|| 7, Ok(7));
        check(|| panic!("plain"), Err("an internal failure while it was read (plain); please report it with the file"));
        check(
            || panic!("{} words", 2),
            Err("an internal failure while it was read (2 words); please report it with the file"),
        );
        check(
            || std::panic::panic_any(5),
            Err("an internal failure while it was read (no message); please report it with the file"),
        );
        assert!(guarded("it was read", || nothing()[0]).is_err_and(|reason| reason.contains("index out of bounds")));
    }
}
