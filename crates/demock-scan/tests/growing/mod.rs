//! How the work of a scan grows with the file, measured as this thread's own processor time: what else the machine does
//! costs wall time and not this.
//!
//! Absent on purpose: how fast a scan is (`cargo xtask bench`).

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::language::FileRole;
use demock_scan::ruleset::RuleSet;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// A file of four times the size may take this many times as long. Linear work takes 4 times, quadratic 16; between
/// them lies what memory costs that is asked for the first time.
const GROWTH_MAX: u32 = 8;
/// Shorter times say nothing.
const TIME_MIN: Duration = Duration::from_millis(20);
/// Measurements of which the least counts, while it looks wrong. Memory that the machine hands out for the first time can
/// take longer than all the work; later runs have it already.
const RUNS_MAX: usize = 8;

/// A text of which a part is repeated. In that part `<N>` stands for the number of the repetition, `<P>` for the one
/// before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape<'a> {
    pub(crate) before: &'a [u8],
    pub(crate) repeated: &'a [u8],
    pub(crate) after: &'a [u8],
    /// Repeated as often, after `after`.
    pub(crate) closing: &'a [u8],
}

impl Shape<'_> {
    /// The text, of about as many bytes.
    pub(crate) fn text(&self, bytes: usize) -> Vec<u8> {
        let mut text = self.before.to_vec();
        let repeated = String::from_utf8_lossy(self.repeated);
        let numbered = repeated.contains("<N>") || repeated.contains("<P>");
        let mut count = 0;
        while text.len() + count * self.closing.len() < bytes && !self.repeated.is_empty() {
            if numbered {
                let (number, previous) = ((count + 1).to_string(), count.to_string());
                text.extend_from_slice(repeated.replace("<N>", &number).replace("<P>", &previous).as_bytes());
            } else {
                text.extend_from_slice(self.repeated);
            }
            count += 1;
        }
        text.extend_from_slice(self.after);
        text.extend_from_slice(&self.closing.repeat(count));
        text
    }
}

/// An error where a file of a shape takes much more than four times as long when it is four times as large, and again at
/// the next size: where memory gets large, a step happens once. Begins with small files, so that what grows too fast is
/// told before it takes minutes.
pub(crate) fn growth(rules: &RuleSet, language: Language, shape: &Shape<'_>, bytes_max: usize) -> Result<(), String> {
    let mut scanner = Scanner::default();
    let mut time = |text: &[u8]| scan_time(&mut scanner, rules, language, text);
    let mut bytes = bytes_max >> 6;
    let mut before = time(&shape.text(bytes));
    let mut suspect: Option<String> = None;
    while bytes < bytes_max || (bytes == bytes_max && suspect.is_some()) {
        bytes *= 4;
        let text = shape.text(bytes);
        let mut now = time(&text);
        let allowed = (before * GROWTH_MAX).max(TIME_MIN);
        for _ in 1..RUNS_MAX {
            if now <= allowed {
                break;
            }
            now = now.min(time(&text));
        }
        if now > allowed {
            let found = format!("{} bytes take {before:?}, but {bytes} bytes take {now:?}", bytes / 4);
            if let Some(first) = suspect.replace(found.clone()) {
                return Err(format!("{first}; {found}"));
            }
        } else {
            suspect = None;
        }
        before = now;
    }
    Ok(())
}

/// The processor time that one scan takes.
fn scan_time(scanner: &mut Scanner, rules: &RuleSet, language: Language, text: &[u8]) -> Duration {
    let begun = processor_time();
    let scan = scanner.scan(rules, language, FileRole::Test, text);
    let taken = processor_time().saturating_sub(begun);
    drop(scan);
    taken
}

fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("a clock that runs forward")
}
