//! Just enough of Postgres's protocol to know that it answers, and what it has counted.
//!
//! Source: `PostgreSQL` documentation, "Frontend/Backend Protocol", version 3.0. It is spoken over the server's own Unix socket,
//! where it trusts us: absent on purpose are passwords, TLS, and everything beyond a simple query.

use crate::ports;
use std::io::{self, Read, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(10);
/// Bytes of one message; rows that we ask for are short.
const MESSAGE_MAX: usize = 1 << 20;
/// How long a server may take to end what it is asked to.
const CANCEL_MAX: Duration = Duration::from_secs(2);

/// A connection to a server that trusts us.
pub(crate) struct Connection {
    stream: UnixStream,
    socket: PathBuf,
    /// What the server takes a request for that ends what is being done here.
    key: Vec<u8>,
    /// The first number of its version, as it has said it.
    major: Option<u32>,
    /// Whether the server has said that it ends it.
    is_over: bool,
}

impl Connection {
    /// Connects to a database.
    pub(crate) fn open(socket: &Path, user: &str, database: &str) -> io::Result<Self> {
        let mut stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        stream.write_all(&startup(user, database))?;
        let mut connection = Self { stream, socket: socket.to_owned(), key: Vec::new(), major: None, is_over: false };
        connection.rows()?;
        Ok(connection)
    }

    /// Whether the server has ended it, or tells that it does while nobody asks.
    pub(super) fn has_ended(&self) -> bool {
        const REFUSAL: u8 = b'E';
        self.is_over || ports::unread(&self.stream).map_or(true, |unread| unread == Some(REFUSAL))
    }

    /// The rows that a query gives, as text; a NULL is empty.
    pub(crate) fn query(&mut self, query: &str) -> io::Result<Vec<Vec<String>>> {
        let mut message = vec![b'Q'];
        message.extend_from_slice(&length(query.len() + 5));
        message.extend_from_slice(query.as_bytes());
        message.push(0);
        self.stream.write_all(&message)?;
        self.rows()
    }

    /// Has a script of any number of statements done in one message, until some time; what it gives is of no use to anybody.
    pub(crate) fn script(&mut self, text: &str, until: Instant) -> Result<(), ScriptError> {
        let failed = |error| ScriptError::Lost(error);
        let mut ask = vec![b'Q'];
        ask.extend_from_slice(&length(text.len() + 5));
        ask.extend_from_slice(text.as_bytes());
        ask.push(0);
        self.stream.write_all(&ask).map_err(failed)?;
        let (mut done, mut failure, mut end) = (0, None, until);
        let ended = loop {
            let left = end.saturating_duration_since(Instant::now());
            // Nought would be no bound at all.
            self.stream.set_read_timeout(Some(left.max(Duration::from_millis(1)))).map_err(failed)?;
            match passing_over_rows(&mut self.stream) {
                Ok((b'Z', _)) if end > until => break Err(ScriptError::TooLong { done: Some(done) }),
                Ok((b'Z', _)) => break failure.map_or(Ok(()), Err),
                Ok((b'C', _)) => done += 1,
                Ok((b'E', body)) => {
                    let said = error_text(&body);
                    let detail = field(&body, b'D').map_or(String::new(), |detail| format!(" ({detail})"));
                    let position = field(&body, b'P').and_then(|text| text.parse().ok());
                    let is_last = said.starts_with("FATAL");
                    failure = Some(ScriptError::Refused { done, position, said: said + &detail });
                    if is_last {
                        break failure.map_or(Ok(()), Err);
                    }
                }
                // It waits for lines that only psql would read out of the script.
                Ok((b'G', _)) => self.has_no_lines().map_err(failed)?,
                Ok(_) => {}
                Err(error) if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                    return Err(ScriptError::Lost(error));
                }
                Err(_) if end > until => return Err(ScriptError::TooLong { done: None }),
                // It says what it has done once it is ended.
                Err(_) => {
                    self.cancel().map_err(failed)?;
                    end = Instant::now() + CANCEL_MAX;
                }
            }
        };
        self.stream.set_read_timeout(Some(ANSWER_MAX)).map_err(failed)?;
        ended
    }

    fn has_no_lines(&mut self) -> io::Result<()> {
        let why = b"lines of COPY FROM STDIN are read by psql alone\0";
        self.stream.write_all(&[&b"f"[..], &length(why.len() + 4)[..], why].concat())
    }

    /// Asks the server to end what is being done.
    fn cancel(&self) -> io::Result<()> {
        let request = [&length(self.key.len() + 8)[..], &80_877_102_u32.to_be_bytes(), &self.key].concat();
        UnixStream::connect(&self.socket)?.write_all(&request)
    }

    /// The first number of the server's version.
    pub(crate) fn major(&self) -> io::Result<u32> {
        self.major.ok_or_else(|| io::Error::other("the server does not say its version"))
    }

    /// The process that answers here: the first half of the key.
    pub(crate) fn pid(&self) -> u32 {
        self.key.first_chunk().copied().map_or(0, u32::from_be_bytes)
    }

    /// Says good-bye and waits until the server has let go.
    pub(crate) fn close(mut self) {
        self.say_good_bye();
        let _ = self.stream.read_to_end(&mut Vec::new());
    }

    /// Says good-bye.
    pub(crate) fn leave(mut self) {
        self.say_good_bye();
    }

    fn say_good_bye(&mut self) {
        // Whoever is gone already has let go.
        let _ = self.stream.write_all(&[b'X', 0, 0, 0, 4]);
    }

    /// Reads up to the server's being ready for the next query.
    fn rows(&mut self) -> io::Result<Vec<Vec<String>>> {
        let (mut rows, mut failure) = (Vec::new(), None);
        loop {
            match message(&mut self.stream)? {
                (b'Z', _) => return failure.map_or(Ok(rows), |text| Err(io::Error::other(text))),
                (b'D', body) => rows.push(row(&body).ok_or_else(|| io::Error::other("a row that is none"))?),
                (b'E', body) => {
                    let text = error_text(&body);
                    if text.starts_with("FATAL") {
                        self.is_over = true;
                        // 3D000, `invalid_catalog_name`, and 55000, `object_not_in_prerequisite_state`: there is no such database, or
                        // none that lets anybody in.
                        let is_shut = field(&body, b'C').is_some_and(|code| matches!(&*code, "3D000" | "55000"));
                        let kind = if is_shut { io::ErrorKind::NotFound } else { io::ErrorKind::Other };
                        return Err(io::Error::new(kind, text));
                    }
                    failure = Some(text);
                }
                (b'K', body) => self.key = body,
                (b'S', body) => self.major = major(&body).or(self.major),
                (b'R', body) if body != [0; 4] => return Err(io::Error::other("the server asks for a password")),
                _ => {}
            }
        }
    }
}

/// Why a script was not done.
#[derive(Debug)]
pub(crate) enum ScriptError {
    /// The server refuses a statement.
    Refused {
        /// Statements that were done before it.
        done: usize,
        /// The character, from 1, that the server means.
        position: Option<usize>,
        /// What it said.
        said: String,
    },
    /// The time is up.
    TooLong {
        /// Statements that were done by then, where the server has said so.
        done: Option<usize>,
    },
    /// Nobody answers any more.
    Lost(io::Error),
}

/// Whether a server that listens on a port of this machine asks who comes, or lets them in: it does neither while it starts.
pub(crate) fn lets_in(port: u16) -> io::Result<()> {
    let mut stream = crate::ports::connect(port)?;
    stream.write_all(&startup("demock", "template1"))?;
    match message(&mut stream)? {
        (b'R', _) => Ok(()),
        (b'E', body) => match error_text(&body) {
            text if text.contains("demock") => Ok(()),
            text => Err(io::Error::other(text)),
        },
        _ => Err(io::Error::other("it does not speak the protocol of Postgres")),
    }
}

fn startup(user: &str, database: &str) -> Vec<u8> {
    let mut body = 196_608_u32.to_be_bytes().to_vec();
    for text in ["user", user, "database", database, "application_name", "demock"] {
        body.extend_from_slice(text.as_bytes());
        body.push(0);
    }
    body.push(0);
    [&length(body.len() + 4)[..], &body].concat()
}

fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

fn message(stream: &mut impl Read) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [kind, rest @ ..] = head;
    let length = (u32::from_be_bytes(rest) as usize).checked_sub(4).filter(|length| *length <= MESSAGE_MAX);
    let mut body = vec![0; length.ok_or_else(|| io::Error::other("a message of no sensible length"))?];
    stream.read_exact(&mut body)?;
    Ok((kind, body))
}

/// The next message; of a row, which may be of any length, nothing but that it came.
fn passing_over_rows(stream: &mut impl Read) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [kind, rest @ ..] = head;
    let length = u32::from_be_bytes(rest).checked_sub(4);
    let length = length.ok_or_else(|| io::Error::other("a message of no sensible length"))?;
    if matches!(kind, b'D' | b'd' | b'N') {
        io::copy(&mut stream.take(length.into()), &mut io::sink())?;
        return Ok((kind, Vec::new()));
    }
    let length = Some(length as usize).filter(|length| *length <= MESSAGE_MAX);
    let mut body = vec![0; length.ok_or_else(|| io::Error::other("a message of no sensible length"))?];
    stream.read_exact(&mut body)?;
    Ok((kind, body))
}

/// A row's columns; `None` where the bytes are none.
fn row(body: &[u8]) -> Option<Vec<String>> {
    let (count, mut rest) = body.split_at_checked(2)?;
    let mut columns = Vec::new();
    for _ in 0..u16::from_be_bytes(count.try_into().ok()?) {
        let (length, after) = rest.split_at_checked(4)?;
        // A NULL has the length -1.
        let length = usize::try_from(i32::from_be_bytes(length.try_into().ok()?)).unwrap_or(0);
        let (value, after) = after.split_at_checked(length)?;
        columns.push(String::from_utf8_lossy(value).into_owned());
        rest = after;
    }
    Some(columns)
}

/// The first number of the version in what a server says of its settings.
fn major(body: &[u8]) -> Option<u32> {
    let version = body.strip_prefix(b"server_version\x00")?;
    let digits = version.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&version[..digits]).ok()?.parse().ok()
}

/// Severity and message of an error.
fn error_text(body: &[u8]) -> String {
    let of = |kind: u8| field(body, kind).unwrap_or_default();
    format!("{}: {}", of(b'S'), of(b'M'))
}

/// A field of an error.
fn field(body: &[u8], kind: u8) -> Option<String> {
    let mut fields = body.split(|byte| *byte == 0).filter_map(|field| field.split_first());
    fields.find(|(first, _)| **first == kind).map(|(_, text)| String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as the documentation's "Message Formats" has them.
    #[test]
    fn messages_are_read_and_what_is_none_is_refused() {
        assert_eq!(row(&[0, 2, 0, 0, 0, 1, b'7', 0xff, 0xff, 0xff, 0xff]), Some(vec!["7".to_owned(), String::new()]));
        assert_eq!([row(&[0, 1, 0, 0, 0, 9, b'7']), row(&[0]), row(&[0, 1, 0])], [const { None }; 3]);
        assert_eq!(
            error_text(b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"),
            "FATAL: the database system is starting up"
        );
        let of = |text: &[u8]| major(text);
        assert_eq!(
            [
                of(b"server_version\x0015.18 (Debian 15.18-0+deb12u1)\x00"),
                of(b"server_version\x0018beta1\x00"),
                of(b"TimeZone\x00UTC\x00")
            ],
            [Some(15), Some(18), None]
        );
        let mut long: &[u8] = &[b'D', 0xff, 0xff, 0xff, 0xff];
        assert!(message(&mut long).is_err());
        let mut short: &[u8] = &[b'Z', 0, 0, 0, 5, b'I'];
        assert_eq!(message(&mut short).expect("a message"), (b'Z', vec![b'I']));
        assert_eq!(&startup("u", "d")[..8], [0, 0, 0, 51, 0, 3, 0, 0]);
    }
}
