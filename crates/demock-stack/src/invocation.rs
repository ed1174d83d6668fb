//! What a service with an engine's image runs: the server, or something else that is in the image.
//!
//! Source: the entry points of the official images: an option, or a file of settings of Redis's, stands for the server with it, anything
//! else is run as it is. Invariant: what starts the server in a way that cannot be followed is neither. Absent on purpose: whether the
//! words can be run here (`jobs`).

use crate::compose::{Service, split};
use crate::engine::Engine;
use crate::interpolate::interpolate;
use demock_config::{Located, Origin};
use std::path::Path;

/// What a service runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Invocation {
    /// The image's own server, with options where the file has some.
    Server(Option<Located<Vec<String>>>),
    /// Something else, to be run as these words.
    Job(Located<Vec<String>>),
    /// The server, in a way that only the image's container can follow.
    Unclear(Located<String>),
}

/// Entry points of images, which set up what the server needs.
const ENTRY_POINTS: &[&str] = &["docker-entrypoint.sh", "entrypoint.sh"];
/// Shells that images have.
pub(crate) const SHELLS: &[&str] = &["sh", "bash", "ash", "dash"];
/// What runs its further words.
const CARRIERS: &[&str] = &["gosu", "su-exec", "tini", "dumb-init", "exec", "env", "nice", "su", "timeout"];
/// Words of a shell after which a command begins.
const OPENERS: &[&str] =
    &["if", "then", "else", "elif", "while", "until", "do", "exec", "time", "command", "!", "{", "nohup", "eval"];

/// What the service runs, where the image is an engine's.
pub(crate) fn of(service: &Service, engine: Engine, variable: &dyn Fn(&str) -> Option<String>) -> Invocation {
    let entry = service.entrypoint.as_ref();
    let mut words = entry.map_or(Vec::new(), |entry| entry.value.words());
    let is_images = words.is_empty() || is_entry_point(&words[0]);
    words.extend(service.command.iter().flat_map(|command| command.value.words()));
    while words.first().is_some_and(|first| is_entry_point(first)) {
        words.remove(0);
    }
    let origin = entry.filter(|_| !is_images).or(service.command.as_ref()).or(entry).map(|words| words.origin.clone());
    let (Some(origin), Some(first)) = (origin, words.first()) else { return Invocation::Server(None) };
    let at = |value: Vec<String>| Located { value, origin: origin.clone() };
    if is_images && is_option(engine, first) {
        return Invocation::Server(Some(at(words)));
    }
    if is_server(engine, first) {
        return Invocation::Server(Some(at(words.split_off(1))));
    }
    if let Some(line) = shell_line(&words) {
        if let Some(options) = options_of_line(engine, line, variable) {
            return Invocation::Server(Some(at(options)));
        }
        if commands(line).any(|name| starts_server(engine, name)) {
            return unclear(&origin, "the line starts the server among other things");
        }
    }
    let is_carried = CARRIERS.contains(&base_name(first)) && words.iter().skip(1).any(|it| starts_server(engine, it));
    if is_carried || starts_server(engine, first) {
        return unclear(&origin, &format!("`{first}` starts a server in a way of its own"));
    }
    Invocation::Job(at(words))
}

fn unclear(origin: &Origin, why: &str) -> Invocation {
    Invocation::Unclear(Located { value: format!("{why}, which needs a container"), origin: origin.clone() })
}

/// Whether a word names the server's program.
fn is_server(engine: Engine, word: &str) -> bool {
    let names: &[&str] = match engine {
        Engine::Postgres => &["postgres"],
        Engine::Redis | Engine::Valkey => &["redis-server", "valkey-server"],
        Engine::ClickHouse => &["clickhouse-server"],
        Engine::Memcached => &["memcached"],
        Engine::Nats => &["nats-server"],
        Engine::MariaDb => &["mariadbd", "mysqld"],
    };
    names.contains(&base_name(word))
}

/// Whether a word names what ends up as a server in one way or another.
pub(crate) fn starts_server(engine: Engine, word: &str) -> bool {
    const OTHERS: &[&str] =
        &["pg_ctl", "postmaster", "redis-sentinel", "valkey-sentinel", "mariadbd-safe", "mysqld_safe"];
    is_server(engine, word) || OTHERS.contains(&base_name(word)) || is_entry_point(word)
}

/// Whether the image's entry point puts the server before a first word.
fn is_option(engine: Engine, first: &str) -> bool {
    let is_conf = Path::new(first).extension().is_some_and(|ending| ending == "conf");
    first.starts_with('-') || (is_conf && matches!(engine, Engine::Redis | Engine::Valkey))
}

fn is_entry_point(word: &str) -> bool {
    ENTRY_POINTS.contains(&base_name(word))
        && (!word.contains('/') || word.starts_with("/usr/local/bin/") || word == "/entrypoint.sh")
}

pub(crate) fn base_name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// The line of `sh -c LINE`, with whatever other options.
pub(crate) fn shell_line(words: &[String]) -> Option<&str> {
    let [shell, rest @ ..] = words else { return None };
    if !SHELLS.contains(&base_name(shell)) {
        return None;
    }
    let at = rest.iter().position(|word| !word.starts_with('-'))?;
    let takes_line = rest[..at].iter().any(|option| !option.starts_with("--") && option.ends_with('c'));
    takes_line.then(|| rest[at].as_str())
}

/// The server's options, where a line for a shell is nothing but the server with them; its variables are filled in.
fn options_of_line(engine: Engine, line: &str, variable: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let line = line.trim();
    let line = line.strip_prefix("exec ").unwrap_or(line);
    let has_more = line.contains([';', '|', '&', '<', '>', '(', ')', '`', '\n', '*', '?']);
    let is_plain = !has_more && (!line.contains('$') || !line.contains('\''));
    let words = split(line);
    if !is_plain || !words.first().is_some_and(|first| is_server(engine, first)) {
        return None;
    }
    let filled = words.iter().skip(1).map(|word| Some(interpolate(word, variable).ok()?.text));
    filled.collect()
}

/// Names of commands in a text for a shell, as far as can be seen without running it.
pub(crate) fn commands(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| {
        let is_name = |word: &&str| !OPENERS.contains(word) && !word.contains('=');
        part.split_whitespace().find(is_name).map(|word| base_name(word.trim_matches(['"', '\''])))
    })
}

/// Parts of a text for a shell that may be commands: between separators outside of quotes; comments are passed over.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut quote, mut before) = (Vec::new(), 0, None, ' ');
    // Quotes around what stands in parentheses.
    let mut around: Vec<Option<char>> = Vec::new();
    // Whether a word goes on behind these.
    let (mut goes_on, mut closed) = (false, false);
    for (at, character) in text.char_indices() {
        let ends = match (quote, character) {
            (Some('#'), '\n') => {
                quote = None;
                begin = at;
                true
            }
            (Some('#' | '\''), _) if quote != Some(character) => false,
            (Some(open), _) if character == open => {
                quote = None;
                false
            }
            (Some(_), '(') if before == '$' => {
                around.push(quote.take());
                true
            }
            (Some(_), _) => character == '`',
            (None, '"' | '\'') => {
                quote = Some(character);
                false
            }
            (None, '#') if before.is_whitespace() => {
                parts.push(&text[begin..at]);
                quote = Some('#');
                false
            }
            (None, '(') => {
                around.push(None);
                true
            }
            (None, ')') => {
                let before = around.pop();
                closed = before.is_some();
                quote = before.flatten();
                true
            }
            (None, _) => matches!(character, ';' | '|' | '&' | '`' | '\n'),
        };
        if ends {
            let is_part = !std::mem::replace(&mut goes_on, character == ')' && closed);
            parts.extend(is_part.then(|| &text[begin..at]));
            begin = at + character.len_utf8();
        }
        before = character;
    }
    if quote != Some('#') && !goes_on {
        parts.push(&text[begin..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_servers_where_it_is_nothing_else() {
        let of = |line: &str| options_of_line(Engine::Redis, line, &|name| (name == "PW").then(|| "s3 t".to_owned()));
        let is = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(of("exec redis-server --requirepass \"$PW\" --save ''"), None);
        assert_eq!(
            of("exec redis-server --requirepass \"$PW\" --port 6379"),
            is(&["--requirepass", "s3 t", "--port", "6379"])
        );
        assert_eq!(
            of("redis-server --requirepass ${PW:-x} --user ${NO:-me}"),
            is(&["--requirepass", "s3 t", "--user", "me"])
        );
        for other in ["mkdir -p /x && redis-server", "redis-cli ping", "redis-server $(cat a)", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn commands_of_a_line() {
        let all = |text| commands(text).collect::<Vec<_>>();
        assert_eq!(
            all("until pg_isready -h db; do sleep 1; done && PGPASSWORD=x psql -c 'select 1' | \"/bin/cat\""),
            ["pg_isready", "sleep", "done", "psql", "cat"]
        );
        assert_eq!(all("#!/bin/sh\n# psql\nif ! a; then exec b $(c d); fi # e; f"), ["a", "b", "c", "fi"]);
        assert_eq!(
            all("psql -c \"insert; 'x' | (y)\" -f \"$(dirname \"$0\")/x.sql\"\ncat"),
            ["psql", "dirname", "cat"]
        );
    }
}
