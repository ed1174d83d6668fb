//! Calls that make doubles of other files become sites.
//!
//! Invariant: sites stay in order of place, and one that stands on a site's line is that site's `also`.

use super::indexing::Indexed;
use crate::boundary::hosts;
use crate::index::{Acts, Judged, Used};
use crate::outline::WHOLE;
use crate::project::{FileId, Project};
use crate::ruleset::RuleSet;
use crate::site::{FileScan, Make, Site, Target, TargetOrigin};
use crate::walk::SourceFile;
use demock_model::{Boundary, Group, Kind, KindSet, TestIds};
use rustc_hash::FxHashMap;

/// A site with what is known of it beyond its file.
type Known = (Site, (Boundary, TestIds));

/// Adds a file's uses of doubles to its sites, and what is known of them to the lists beside the sites.
pub(super) fn add(
    indexed: &Indexed,
    (project, rules): (&Project<'_>, &RuleSet),
    (at, file): (FileId, &SourceFile),
    scan: &mut FileScan,
    boundaries: &mut Vec<Boundary>,
    reached: &mut Vec<TestIds>,
) {
    let used = indexed.used(at);
    let Some(row) = rules.of(file.language).structure("double-use").filter(|_| !used.is_empty()) else { return };
    let mut all: Vec<Known> = scan.sites.drain(..).zip(boundaries.drain(..).zip(reached.drain(..))).collect();
    let lines = all.iter().enumerate().filter(|(_, (site, _))| site.kind.group() != Group::Hollow);
    let mut by_line: FxHashMap<u32, usize> = lines.map(|(at, (site, _))| (site.place.line, at)).collect();
    for make in std::mem::take(&mut scan.makes) {
        let Ok(known) = used.binary_search_by_key(&make.outside, |used| used.outside) else { continue };
        if let Some((site, _)) = by_line.get(&make.place.line).and_then(|at| all.get_mut(*at)) {
            let kind = kind_of(used[known].double.acts);
            if site.kind != kind {
                site.also.insert(kind);
            }
            continue;
        }
        by_line.insert(make.place.line, all.len());
        let used = used[known];
        let tests = indexed.index.reached_at(at, make.node);
        let boundary = boundary_of((project, rules), file, &make, used);
        let used = Used { double: Judged { boundary, ..used.double }, ..used };
        all.push((site(row.rule, make, used, indexed), (boundary, tests)));
    }
    all.sort_by_key(|(site, _)| site.place);
    of_its_routes(&mut all);
    for (site, (boundary, tests)) in all {
        scan.sites.push(site);
        boundaries.push(boundary);
        reached.push(tests);
    }
}

/// What a call stands for: of a route of a page's own origin, whose address names no host or any, a service of the project.
fn boundary_of((project, rules): (&Project<'_>, &RuleSet), file: &SourceFile, make: &Make, used: Used) -> Boundary {
    let is_relative = |address: &str| {
        if hosts::is_any(address) {
            return project.has_page(&file.path);
        }
        address.contains('/') && !address.contains("://")
    };
    let is_of_page = match used.double.acts {
        Acts::Call(rule, Kind::HttpRoute) => rules.names().get(rule as usize).is_some_and(|name| name.has_own_routes),
        Acts::Call(..) | Acts::Itself | Acts::Library(_) => false,
    };
    let relative = is_of_page && make.said.as_deref().is_some_and(is_relative);
    if relative { Boundary::OwnService } else { used.double.boundary }
}

/// An interceptor of another file's making is of what all routes of its file are.
fn of_its_routes(all: &mut [Known]) {
    let mut routes = all.iter().filter(|(site, _)| site.kind == Kind::HttpRoute).map(|(_, (boundary, _))| *boundary);
    let Some(first) = routes.next().filter(|first| routes.all(|other| other == *first)) else { return };
    for (site, (boundary, _)) in all.iter_mut().filter(|(site, _)| site.kind == Kind::HttpIntercept) {
        (site.boundary, *boundary) = (Some(first), first);
    }
}

/// What kind of site the use of a double is.
const fn kind_of(acts: Acts) -> Kind {
    match acts {
        Acts::Itself => Kind::DoubleUse,
        Acts::Call(_, kind) => kind,
        Acts::Library(_) => Kind::MockObject,
    }
}

fn site(rule: u16, make: Make, used: Used, indexed: &Indexed) -> Site {
    let path = indexed.path(used.file);
    // What a whole file stands for, and what it exports by default, has the name by which it is used.
    let own = used.double.name.as_str();
    let name = used.name.as_str();
    let what = if own.is_empty() || own == WHOLE { name.rsplit(['.', '/']).next().unwrap_or_default() } else { own };
    let (rule, said, reason) = match used.double.acts {
        Acts::Itself => (rule, None, format!("`{what}` is a double in {path}")),
        Acts::Library(rule) => (rule, None, format!("`{what}` is a double in {path}")),
        Acts::Call(rule, _) => (rule, make.said, format!("`{what}` of {path} does it with what it is given")),
    };
    Site {
        rule,
        place: make.place,
        statement: (make.statement, make.place.end_line),
        kind: kind_of(used.double.acts),
        also: KindSet::EMPTY,
        scope: make.scope,
        target: Some(Target { name: said.unwrap_or_else(|| name.into()), origin: TargetOrigin::Import }),
        given: None,
        claim: None,
        boundary: Some(used.double.boundary),
        stubbed: false,
        confidence: used.double.confidence,
        reasons: vec![reason.into()],
        markers: make.markers,
    }
}
