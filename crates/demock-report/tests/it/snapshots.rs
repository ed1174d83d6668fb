//! Every format of every sample, byte for byte.

use crate::expected::check;
use crate::samples::{clean, failing, passing, rich, unclaimed};
use demock_report::{Color, Detail, NoSource, TextOptions, gate, plan, scan};

fn plain(width: usize, detail: Detail) -> TextOptions {
    TextOptions { color: Color::Never, width, detail, excerpts: 20 }
}

#[test]
fn scan_as_text() {
    let it = rich();
    let text = |name: &str, options: TextOptions| {
        check(name, |out| scan::text::write(&it.report, &it.files, &options, out));
    };
    text("scan/rich.txt", plain(100, Detail::First(30)));
    text("scan/rich.first-4.txt", plain(100, Detail::First(4)));
    text("scan/rich.full.txt", plain(140, Detail::Full));
    text("scan/rich.quiet.txt", plain(100, Detail::Quiet));
    text("scan/rich.narrow.txt", plain(46, Detail::First(30)));
    text("scan/rich.color.txt", TextOptions { color: Color::Ansi, ..plain(100, Detail::First(3)) });
    check("scan/rich.no-source.txt", |out| scan::text::write(&it.report, &NoSource, &plain(80, Detail::First(2)), out));
}

#[test]
fn scan_as_text_without_anything_to_mind() {
    for (name, it) in [("clean", clean()), ("unclaimed", unclaimed())] {
        check(&format!("scan/{name}.txt"), |out| {
            scan::text::write(&it.report, &it.files, &plain(80, Detail::First(30)), out)
        });
    }
}

#[test]
fn scan_in_other_formats() {
    for (name, it) in [("rich", rich()), ("clean", clean()), ("unclaimed", unclaimed())] {
        let report = &it.report;
        check(&format!("scan/{name}.json"), |out| scan::json::write(report, out));
        check(&format!("scan/{name}.sarif"), |out| scan::sarif::write(report, &scan::sarif::NoRuleTexts, "0.1.0", out));
        check(&format!("scan/{name}.xml"), |out| scan::junit::write(report, None, out));
        check(&format!("scan/{name}.github.txt"), |out| scan::github::write(report, None, out));
        check(&format!("scan/{name}.md"), |out| scan::markdown::write(report, None, out));
        check(&format!("scan/{name}.html"), |out| scan::html::write(report, &it.files, out));
    }
}

#[test]
fn scan_with_a_verdict() {
    let it = rich();
    for (name, verdict) in [("failing", failing()), ("passing", passing())] {
        let verdict = Some(&verdict);
        check(&format!("gate/{name}.xml"), |out| scan::junit::write(&it.report, verdict, out));
        check(&format!("gate/{name}.github.txt"), |out| scan::github::write(&it.report, verdict, out));
        check(&format!("gate/{name}.md"), |out| scan::markdown::write(&it.report, verdict, out));
    }
}

#[test]
fn verdict_as_text() {
    let it = rich();
    for (name, verdict) in [("failing", failing()), ("passing", passing())] {
        for (detail_name, detail) in [("", Detail::First(30)), (".quiet", Detail::Quiet), (".full", Detail::Full)] {
            check(&format!("gate/{name}{detail_name}.txt"), |out| {
                gate::text::write(&it.report, &verdict, &it.files, &plain(100, detail), out)
            });
        }
    }
}

#[test]
fn plans() {
    for (name, it) in [("rich", rich()), ("clean", clean()), ("unclaimed", unclaimed())] {
        check(&format!("plan/{name}.md"), |out| plan::markdown::write(&it.report, None, out));
    }
    check("plan/rich.verdict.md", |out| plan::markdown::write(&rich().report, Some(&failing()), out));
}
