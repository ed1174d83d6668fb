//! What must hold however much there is.

use crate::samples::{huge, rich};
use demock_report::{Detail, TextOptions, scan};
use serde_json::Value;

fn bytes(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out).expect("writing to memory works");
    out
}

fn text(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    String::from_utf8(bytes(write)).expect("output is UTF-8")
}

/// GitHub refuses a run with more than 25,000 results, and its 5,000 shown are chosen by severity.
#[test]
fn sarif_keeps_the_most_severe() {
    let it = huge(26_000);
    let document: Value =
        serde_json::from_slice(&bytes(|out| scan::sarif::write(&it.report, &scan::sarif::NoRuleTexts, "0.1.0", out)))
            .expect("it is JSON");
    let run = &document["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 25_000);
    // A file of 100 has 34 errors, 33 warnings and 33 notes; 1,000 of 8,580 notes are left out.
    let level = |name: &str| results.iter().filter(|it| it["level"] == name).count();
    assert_eq!((level("error"), level("warning"), level("note")), (8_840, 8_580, 7_580));
    let notices = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notifications");
    assert!(
        notices[0]["message"]["text"].as_str().expect("a text").starts_with("1000 of 26000 findings were left out")
    );
    assert!(notices[1]["message"]["text"].as_str().expect("a text").contains("5000"));
}

/// 10 MB compressed are what GitHub accepts; text that does not compress at all is limited to 8 MB.
#[test]
fn sarif_stays_small_even_if_nothing_compresses() {
    let mut it = huge(30_000);
    for finding in &mut it.report.findings {
        finding.replacement = "x".repeat(400).into();
    }
    let document: Value =
        serde_json::from_slice(&bytes(|out| scan::sarif::write(&it.report, &scan::sarif::NoRuleTexts, "0.1.0", out)))
            .expect("it is JSON");
    let run = &document["runs"][0];
    let results = run["results"].as_array().expect("results");
    let foreign = |it: &Value| {
        let uri = &it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        400 + uri.as_str().map_or(0, str::len) + "app.store.session".len()
    };
    let total: usize = results.iter().map(foreign).sum();
    // Service and tier count too: 15 bytes a result.
    assert!((7_700_000..=8_000_000).contains(&total), "{total}");
    assert!(results.iter().filter(|it| it["level"] == "error").count() == 10_200, "errors stay");
    let notice = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().expect("a text");
    assert!(notice.contains(&format!("{} of 30000 findings were left out", 30_000 - results.len())), "{notice}");
}

#[test]
fn default_text_does_not_drown_the_reader() {
    let it = huge(30_000);
    let text = text(|out| scan::text::write(&it.report, &it.files, &TextOptions::default(), out));
    assert!(text.lines().count() < 160, "{} lines", text.lines().count());
    assert!(text.contains("29,970 more findings not shown"), "the rest is counted");
    assert!(text.contains("Do first"), "it ends in what to do first");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let it = rich();
    for width in [40, 60, 80, 100, 200] {
        let options = TextOptions { width, detail: Detail::Full, excerpts: 100, ..TextOptions::default() };
        let text = text(|out| scan::text::write(&it.report, &it.files, &options, out));
        let wide = text.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) > width);
        // A file's path stands whole on its line, so that it can be clicked.
        let wide: Vec<_> = wide.filter(|line| line.starts_with(' ')).collect();
        assert!(wide.is_empty(), "{width}: {wide:#?}");
    }
}

/// 65,536 characters are what GitHub accepts for a comment.
#[test]
fn markdown_fits_a_comment() {
    let it = huge(30_000);
    let size = text(|out| scan::markdown::write(&it.report, None, out)).len();
    assert!(size < scan::markdown::BYTES_MAX, "{size}");
}

/// GitHub shows ten annotations of a level for a step.
#[test]
fn annotations_stay_within_ten_of_a_level() {
    let it = huge(300);
    let text = text(|out| scan::github::write(&it.report, None, out));
    for (level, rest) in
        [("error", "::error title=demock::93 findings more"), ("warning", "::warning title=demock::90 findings more")]
    {
        let lines: Vec<_> = text.lines().filter(|line| line.starts_with(&format!("::{level} "))).collect();
        assert_eq!(lines.len(), 10, "{level}");
        assert!(lines[9].starts_with(rest), "{}", lines[9]);
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("::notice ")).count(), 1);
}

/// Counts what is written instead of keeping it.
struct Pieces {
    largest: usize,
    total: usize,
}

impl std::io::Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.largest = self.largest.max(piece.len());
        self.total += piece.len();
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn json_is_streamed() {
    let it = huge(20_000);
    let mut pieces = Pieces { largest: 0, total: 0 };
    scan::json::write(&it.report, &mut pieces).expect("counting works");
    assert!(pieces.total > 10_000_000, "{}", pieces.total);
    assert!(pieces.largest < 4_096, "{}", pieces.largest);
}

#[test]
fn a_page_cannot_be_broken_out_of() {
    let it = rich();
    let page = text(|out| scan::html::write(&it.report, &it.files, out));
    assert_eq!(page.matches("</script").count(), 2, "the data and the script, each closed once");
    assert!(!page.contains("<script>alert"), "source text is not markup");
    let start = page.find("id=\"data\">").expect("data") + "id=\"data\">".len();
    let end = start + page[start..].find("</script>").expect("an end");
    let data: Value = serde_json::from_str(&page[start..end]).expect("the data is JSON");
    assert_eq!(data["rows"].as_array().map(Vec::len), Some(14));
    assert!(
        data["strings"]
            .as_array()
            .expect("strings")
            .iter()
            .any(|it| it.as_str().is_some_and(|it| it.contains("</script>")))
    );
}

#[test]
fn a_page_loads_nothing() {
    let page = text(|out| scan::html::write(&rich().report, &rich().files, out));
    for loading in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(loading), "{loading}");
    }
}

#[test]
fn writing_fails_when_the_reader_is_gone() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _piece: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let it = rich();
    let kind = |result: std::io::Result<()>| result.expect_err("it cannot be written").kind();
    assert_eq!(kind(scan::json::write(&it.report, &mut Gone)), std::io::ErrorKind::BrokenPipe);
    assert_eq!(
        kind(scan::sarif::write(&it.report, &scan::sarif::NoRuleTexts, "0", &mut Gone)),
        std::io::ErrorKind::BrokenPipe
    );
    assert_eq!(kind(scan::html::write(&it.report, &it.files, &mut Gone)), std::io::ErrorKind::BrokenPipe);
}
