//! Patches in the form that agents write them: files by `*** Add File:` and `*** Update File:`, changes as lines that begin with a
//! space, `-` or `+` below a line `@@`. A change whose lines are not found is left out, as the tool itself would refuse it.

use super::edit::{Call, Edit, State};

const BEGIN: &str = "*** Begin Patch";
const END: &str = "*** End Patch";

/// The patch in a text, which may be a whole command of a shell.
pub(super) fn within(text: &str) -> Option<&str> {
    let from = text.find(BEGIN)? + BEGIN.len();
    let rest = &text[from..];
    Some(rest.find(END).map_or(rest, |to| &rest[..to]))
}

/// The files of a patch before and after it.
pub(super) fn edits(patch: &str, call: &Call) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut lines = patch.lines().peekable();
    while let Some(line) = lines.next() {
        let (header, path) = match (line.strip_prefix("*** Add File: "), line.strip_prefix("*** Update File: ")) {
            (Some(path), _) => (Header::Add, path),
            (None, Some(path)) => (Header::Update, path),
            (None, None) => continue,
        };
        let mut body = Vec::new();
        let mut moved = None;
        while let Some(line) = lines.next_if(|line| is_of_file(line)) {
            match line.strip_prefix("*** Move to: ") {
                Some(to) => moved = Some(to),
                None => body.push(line),
            }
        }
        edits.push(edit(call, header, (path.trim(), moved.map(str::trim)), &body));
    }
    edits
}

#[derive(Debug, Clone, Copy)]
enum Header {
    Add,
    Update,
}

/// Whether a line belongs to the file whose header came before it.
fn is_of_file(line: &str) -> bool {
    !line.starts_with("*** ") || line.starts_with("*** Move to: ") || line == "*** End of File"
}

fn edit(call: &Call, header: Header, (from, to): (&str, Option<&str>), body: &[&str]) -> Edit {
    let path = call.path(to.unwrap_or(from));
    let read = |path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
    match (header, call.state) {
        (Header::Add, state) => {
            let added: Vec<&str> = body.iter().filter_map(|line| line.strip_prefix('+')).collect();
            let before = match state {
                State::Planned => Some(Vec::new()),
                State::Done => None,
            };
            Edit { path, before, after: (added.join("\n") + "\n").into_bytes() }
        }
        (Header::Update, State::Planned) => {
            let before = read(call.path(from));
            let after = changed(&before, body, ('-', '+'));
            Edit { path, before: Some(before.into_bytes()), after: after.into_bytes() }
        }
        (Header::Update, State::Done) => {
            let after = read(path.clone());
            let before = changed(&after, body, ('+', '-'));
            Edit { path, before: Some(before.into_bytes()), after: after.into_bytes() }
        }
    }
}

/// A text with the lines of each change that begin with the first sign gone and those of the second in their place.
fn changed(text: &str, body: &[&str], (gone, there): (char, char)) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut from = 0;
    for change in body.split(|line| line.starts_with("@@")) {
        let side = |sign: char| -> Vec<&str> {
            let kept = |line: &&str| line.is_empty() || line.starts_with([' ', sign]);
            change
                .iter()
                .filter(|line| **line != "*** End of File")
                .copied()
                .filter(kept)
                .map(|l| l.get(1..).unwrap_or(""))
                .collect()
        };
        let (old, new) = (side(gone), side(there));
        if old == new {
            continue;
        }
        let at =
            if old.is_empty() { Some(lines.len()) } else { find(&lines, &old, from).or_else(|| find(&lines, &old, 0)) };
        if let Some(at) = at {
            from = at + new.len();
            lines.splice(at..at + old.len(), new);
        }
    }
    let end = if lines.is_empty() { "" } else { "\n" };
    lines.join("\n") + end
}

/// Where the lines stand one after the other, what stands at their ends left out.
fn find(lines: &[&str], wanted: &[&str], from: usize) -> Option<usize> {
    let same = |(a, b): (&&str, &&str)| a.trim_end() == b.trim_end();
    let mut windows = lines.windows(wanted.len()).enumerate().skip(from);
    windows.find(|(_, window)| window.iter().zip(wanted).all(same)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, body: &[&str], expected: &str) {
        assert_eq!(changed(text, body, ('-', '+')), expected);
        assert_eq!(changed(expected, body, ('+', '-')), text, "and back");
    }

    #[test]
    fn changes_in_their_order() {
        check("a\nb\nc\nb\n", &["@@", " a", "-b", "+x", "@@ def f", "-b", "+y", "+z"], "a\nx\nc\ny\nz\n");
        check("a\n", &["@@", " a", "+", "+b", "*** End of File"], "a\n\nb\n");
    }

    #[test]
    fn what_is_not_there_is_left_out() {
        assert_eq!(changed("a\n", &["@@", "-nowhere", "+b"], ('-', '+')), "a\n");
    }

    #[test]
    fn a_patch_within_a_command() {
        assert_eq!(
            within("apply_patch <<'E'\n*** Begin Patch\n*** Add File: a\n*** End Patch\nE"),
            Some("\n*** Add File: a\n")
        );
        assert_eq!(within("ls"), None);
    }
}
