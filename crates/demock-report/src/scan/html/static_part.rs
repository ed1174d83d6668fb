//! What stands in the page without a script: the head, figures, tables, and lists of problems.

use crate::effect::{Ground, by_freed};
use crate::escape::html;
use crate::figures::{Figures, count, grouped, tier_rank};
use crate::scan::text::allowance_line;
use demock_model::{AllowanceState, Report};
use std::io::{self, Write};

/// Files named under "Do first".
const FILES: usize = 5;
/// Lines of a list of problems.
const PROBLEMS: usize = 200;

pub(super) fn head(report: &Report, css: &str, out: &mut dyn Write) -> io::Result<()> {
    let root = html(&report.root);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>demock: {root}</title>\n<style>\n{css}</style>\n</head>\n<body>\n\
         <header>\n<h1>demock <span>{root}</span></h1>\n<p>Rule set {}, judged by {}. {} read.</p>\n</header>\n<main>\n",
        report.rule_set,
        report.today,
        html(&count(report.files, "file"))
    )
}

pub(super) fn figures(report: &Report, figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    let reached = format!("of {} reached by a site", count(figures.tests, "test"));
    let problems = report.parse_errors.len() + report.skipped.len();
    let cards = [
        (grouped(figures.sites), "sites", ""),
        (grouped(figures.errors), "errors", "error"),
        (grouped(figures.warnings), "warnings", "warning"),
        (grouped(figures.infos), "info", "info"),
        (grouped(figures.allowed), "allowed", ""),
        (grouped(figures.tainted), &*reached, ""),
        (grouped(figures.hollow), "hollow tests", ""),
        (grouped(problems as u64), "files not fully read", ""),
    ];
    writeln!(out, "<section aria-label=\"Figures\">\n<dl class=\"cards\">")?;
    for (number, name, class) in cards {
        writeln!(out, "<div class=\"card {class}\"><dt>{name}</dt><dd>{number}</dd></div>")?;
    }
    writeln!(out, "</dl>\n</section>")
}

pub(super) fn first(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let files = Ground::of(report).effects(report, |finding| finding.path);
    let order: Vec<_> = by_freed(&files).into_iter().filter(|(_, it)| it.reached > 0).take(FILES).collect();
    if order.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>Do first</h2>\n<ol class=\"first\">")?;
    for (path, effect) in order {
        let path = html(&path);
        writeln!(
            out,
            "<li><button type=\"button\" class=\"link\" data-path=\"{path}\">{path}</button> <span>{} reaching {}; without them, {} free of doubles</span></li>",
            count(effect.sites, "site"),
            count(effect.reached, "test"),
            grouped(effect.freed)
        )?;
    }
    writeln!(out, "</ol>\n</section>")
}

pub(super) fn tables(report: &Report, figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"tables\">")?;
    services(figures, out)?;
    boundaries(report, figures, out)?;
    writeln!(out, "</div>")
}

fn services(figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"By service and tier\">\n<h2>By service and tier</h2>\n<table>\n<thead><tr><th scope=\"col\">Service</th><th scope=\"col\">Tier</th><th scope=\"col\" class=\"n\">Sites</th><th scope=\"col\" class=\"n\">Errors</th><th scope=\"col\" class=\"n\">Tests</th><th scope=\"col\" class=\"n\">Reached</th></tr></thead>\n<tbody>"
    )?;
    let mut rows: Vec<_> = figures.by_service_tier.iter().collect();
    rows.sort_by_key(|((service, tier), _)| (*service, tier_rank(tier), *tier));
    for ((service, tier), row) in rows {
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            html(service),
            html(tier),
            grouped(row.sites),
            grouped(row.errors),
            grouped(row.tests),
            grouped(row.tainted)
        )?;
    }
    writeln!(out, "</tbody>\n</table>\n</section>")
}

fn boundaries(report: &Report, figures: &Figures<'_>, out: &mut dyn Write) -> io::Result<()> {
    let effects = Ground::of(report).effects(report, |finding| finding.boundary);
    let most = figures.by_boundary.values().map(|row| row.sites).max().unwrap_or(1).max(1);
    let mut rows: Vec<_> = figures.by_boundary.iter().collect();
    rows.sort_by_key(|(boundary, row)| (u64::MAX - row.errors, u64::MAX - row.sites, **boundary));
    writeln!(
        out,
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"By boundary\">\n<h2>By boundary</h2>\n<table>\n<thead><tr><th scope=\"col\">Boundary</th><th scope=\"col\" class=\"n\">Sites</th><th scope=\"col\" class=\"n\">Errors</th><th scope=\"col\" class=\"n\">Frees</th><td></td></tr></thead>\n<tbody>"
    )?;
    for (boundary, row) in rows {
        let (all, errors) = (row.sites * 100 / most, row.errors * 100 / most);
        writeln!(
            out,
            "<tr><th scope=\"row\">{boundary}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"bar\" aria-hidden=\"true\"><i style=\"width:{all}%\"></i><b style=\"width:{errors}%\"></b></td></tr>",
            grouped(row.sites),
            grouped(row.errors),
            grouped(effects.get(boundary).map_or(0, |it| it.freed))
        )?;
    }
    writeln!(out, "</tbody>\n</table>\n</section>")
}

pub(super) fn findings(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(include_bytes!("findings.html"))
}

pub(super) fn problems(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let parse: Vec<_> =
        report.parse_errors.iter().map(|it| format!("{}:{}: {}", it.path, it.line, it.message)).collect();
    list("Read, although not all of it parses", &parse, out)?;
    let skipped: Vec<_> = report.skipped.iter().map(|it| format!("{}: {}", it.path, it.reason)).collect();
    list("Not read", &skipped, out)?;
    for (state, title) in [
        (AllowanceState::Expired, "Allowances that have expired"),
        (AllowanceState::Refused, "Allowances that were refused"),
        (AllowanceState::Unused, "Allowances that nothing needs"),
    ] {
        let lines: Vec<_> = report.allowances.iter().filter(|it| it.state == state).map(allowance_line).collect();
        list(title, &lines, out)?;
    }
    writeln!(out, "</main>")
}

fn list(title: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details>\n<summary>{title} ({})</summary>\n<ul>", grouped(lines.len() as u64))?;
    for line in lines.iter().take(PROBLEMS) {
        writeln!(out, "<li><code>{}</code></li>", html(line))?;
    }
    if lines.len() > PROBLEMS {
        writeln!(out, "<li>… {} more</li>", grouped((lines.len() - PROBLEMS) as u64))?;
    }
    writeln!(out, "</ul>\n</details>")
}
