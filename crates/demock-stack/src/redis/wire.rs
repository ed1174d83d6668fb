//! Just enough of Redis's protocol to ask for counters and to move contents.
//!
//! Source: the Redis serialization protocol, version 2. Absent on purpose: pipelines, subscriptions, TLS.

use crate::ports;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// Bytes of one value: Redis's own bound.
const VALUE_MAX: usize = 512 << 20;
/// How deep answers lie in each other.
const DEPTH_MAX: u32 = 8;

/// A connection to a server that lets us in.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    /// How many questions were sent whose answers nobody has read yet.
    ahead: usize,
    /// How often the server was asked.
    pub(super) asked: u64,
}

/// Whether an error is what the server says, and not that it says nothing.
pub(super) fn is_refusal(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidInput
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Nothing,
    Bytes(Vec<u8>),
    Number(i64),
    List(Vec<Value>),
}

impl Connection {
    /// Connects, and says the password where there is one.
    pub(super) fn open(port: u16, password: Option<&str>) -> io::Result<Self> {
        let stream = ports::connect(port)?;
        stream.set_nodelay(true)?;
        let mut connection = Self { stream: BufReader::new(stream), ahead: 0, asked: 0 };
        if let Some(password) = password {
            connection.ask(&[b"AUTH", password.as_bytes()])?;
        }
        Ok(connection)
    }

    /// Whether the server has ended it.
    pub(super) fn has_ended(&self) -> bool {
        ports::unread(self.stream.get_ref()).is_err()
    }

    /// Sends a command and reads its answer; an error of the server is one here.
    pub(super) fn ask(&mut self, words: &[&[u8]]) -> io::Result<Value> {
        if let Some(old) = self.came() {
            // It was asked for something that nobody waits for any more.
            drop(old?);
        }
        self.send(&[words])?;
        read(&mut self.stream, 0)
    }

    /// Sends commands whose answers are read when they have come.
    pub(super) fn ahead(&mut self, all: &[&[&[u8]]]) -> io::Result<()> {
        if self.ahead == 0 {
            self.send(all)?;
            self.ahead = all.len();
        }
        Ok(())
    }

    /// The answers to what was sent ahead.
    pub(super) fn came(&mut self) -> Option<io::Result<Vec<Value>>> {
        let count = std::mem::take(&mut self.ahead);
        // All are read, whatever the first of them is.
        let answers = || (0..count).map(|_| read(&mut self.stream, 0)).collect::<Vec<_>>();
        (count > 0).then(answers).map(|all| all.into_iter().collect())
    }

    fn send(&mut self, all: &[&[&[u8]]]) -> io::Result<()> {
        let mut sent = Vec::new();
        for words in all {
            sent.extend_from_slice(format!("*{}\r\n", words.len()).as_bytes());
            for word in *words {
                sent.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
                sent.extend_from_slice(word);
                sent.extend_from_slice(b"\r\n");
            }
        }
        self.asked += all.len() as u64;
        self.stream.get_mut().write_all(&sent)
    }

    /// The same of a command that is answered by a text.
    pub(super) fn text(&mut self, words: &[&[u8]]) -> io::Result<String> {
        self.ask(words)?.text()
    }
}

impl Value {
    /// The text that it is.
    pub(super) fn text(self) -> io::Result<String> {
        match self {
            Self::Bytes(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Self::Nothing | Self::Number(_) | Self::List(_) => Err(io::Error::other(format!("it answered {self:?}"))),
        }
    }

    /// The texts of the list that it is; none of anything else.
    pub(super) fn list(self) -> Vec<Vec<u8>> {
        let Self::List(all) = self else { return Vec::new() };
        let text = |it| if let Self::Bytes(bytes) = it { Some(bytes) } else { None };
        all.into_iter().filter_map(text).collect()
    }
}

fn strange() -> io::Error {
    io::Error::other("it does not speak the protocol of Redis")
}

fn read(from: &mut impl io::BufRead, depth: u32) -> io::Result<Value> {
    let mut line = String::new();
    if from.take(1 << 16).read_line(&mut line)? == 0 {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it has closed the connection"));
    }
    let line = line.strip_suffix("\r\n").ok_or_else(strange)?;
    let (kind, rest) = line.split_at_checked(1).ok_or_else(strange)?;
    let number = || rest.parse::<i64>().map_err(|_| strange());
    match kind {
        "+" => Ok(Value::Bytes(rest.as_bytes().to_vec())),
        "-" => Err(io::Error::new(io::ErrorKind::InvalidInput, rest.to_owned())),
        ":" => number().map(Value::Number),
        "$" => match usize::try_from(number()?) {
            Ok(length) if length <= VALUE_MAX => {
                let mut bytes = Vec::new();
                from.take(length as u64 + 2).read_to_end(&mut bytes)?;
                if bytes.len() != length + 2 || !bytes.ends_with(b"\r\n") {
                    return Err(strange());
                }
                bytes.truncate(length);
                Ok(Value::Bytes(bytes))
            }
            Ok(_) => Err(io::Error::other("an answer of no sensible length")),
            Err(_) => Ok(Value::Nothing),
        },
        "*" if depth < DEPTH_MAX => match usize::try_from(number()?) {
            Ok(length) => (0..length).map(|_| read(from, depth + 1)).collect::<io::Result<_>>().map(Value::List),
            Err(_) => Ok(Value::Nothing),
        },
        _ => Err(strange()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> io::Result<Value> {
        read(&mut text.as_bytes(), 0)
    }

    /// Answers as the protocol's specification shows them.
    #[test]
    fn answers_are_read_and_what_is_none_is_refused() {
        let bytes = |text: &str| Value::Bytes(text.as_bytes().to_vec());
        assert_eq!(of("+OK\r\n").expect("an answer"), bytes("OK"));
        assert_eq!(of(":-7\r\n").expect("an answer"), Value::Number(-7));
        assert_eq!(of("$5\r\nhe\r\no\r\n").expect("an answer"), bytes("he\r\no"));
        assert_eq!(of("$-1\r\n").expect("an answer"), Value::Nothing);
        let list = Value::List(vec![bytes("a"), Value::List(vec![Value::Number(1)])]);
        assert_eq!(of("*2\r\n$1\r\na\r\n*1\r\n:1\r\n").expect("an answer"), list);
        assert_eq!(of("-ERR no\r\n").expect_err("an error").to_string(), "ERR no");
        for broken in
            ["", "+OK", "$5\r\nhello", "$2\r\nabcd", "$x\r\n", "?\r\n", "*2\r\n:1\r\n", "$999999999999\r\n\r\n"]
        {
            assert!(of(broken).is_err(), "{broken:?}");
        }
        assert!(of(&"*1\r\n".repeat(100)).is_err());
    }

    /// Somebody who answers each command with the number of commands so far.
    #[test]
    fn an_answer_belongs_to_what_was_asked_whatever_was_sent_ahead() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let counting = std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a guest");
            let mut reader = BufReader::new(stream);
            for number in 1.. {
                match read(&mut reader, 0) {
                    Ok(_) => reader.get_mut().write_all(format!(":{number}\r\n").as_bytes()).expect("written"),
                    Err(_) => return,
                }
            }
        });
        let mut connection = Connection::open(port, None).expect("a connection");
        assert!(connection.came().is_none());
        connection.ahead(&[&[b"PING"], &[b"PING"]]).expect("sent");
        connection.ahead(&[&[b"PING"]]).expect("sent once");
        assert_eq!(connection.came().expect("they were sent").expect("answers"), [Value::Number(1), Value::Number(2)]);
        assert!(connection.came().is_none());
        connection.ahead(&[&[b"PING"]]).expect("sent");
        assert_eq!(connection.ask(&[b"PING"]).expect("an answer"), Value::Number(4));
        drop(connection);
        counting.join().expect("it has ended");
    }
}
