//! As much of the protocol of `MariaDB` as asking for counters takes.
//!
//! Source: `MariaDB` knowledge base, "Clients & Utilities / Protocol": connection, `COM_QUERY`, result sets; the password's proof is
//! that of `mysql_native_password`. Absent on purpose: TLS, prepared statements, and values longer than one packet.

use sha1::{Digest as _, Sha1};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// How long one answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// Long passwords, the protocol of 4.1, its way to show a password, and plugins for that.
const CAPABILITIES: u32 = 0x1 | 0x200 | 0x8000 | 0x0008_0000;
const PLUGIN: &[u8] = b"mysql_native_password";
/// `utf8mb4_general_ci`.
const CHARACTERS: u8 = 45;
const QUIT: u8 = 1;
const QUERY: u8 = 3;
/// Bytes of a packet that anything here may have.
const PACKET_MAX: usize = 1 << 20;

/// Whether whoever listens on a port greets as `MariaDB` does.
pub(crate) fn greets(mut stream: TcpStream) -> io::Result<()> {
    let (_, greeting) = packet(&mut stream)?;
    challenge(&greeting).map(drop)
}

/// A connection over a socket.
pub(super) struct Connection {
    stream: UnixStream,
    /// The number of the next packet of an exchange.
    next: u8,
}

impl Connection {
    pub(super) fn open(socket: &Path, user: &str, password: &str) -> io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        let mut connection = Self { stream, next: 0 };
        let greeting = connection.read()?;
        let salt = challenge(&greeting)?;
        let mut answer = Vec::new();
        answer.extend(CAPABILITIES.to_le_bytes());
        answer.extend(u32::try_from(PACKET_MAX).unwrap_or_default().to_le_bytes());
        answer.push(CHARACTERS);
        answer.extend([0; 23]);
        answer.extend(user.as_bytes());
        answer.push(0);
        let proof = proof(password, &salt);
        answer.push(u8::try_from(proof.len()).unwrap_or_default());
        answer.extend(&proof);
        answer.extend(PLUGIN);
        answer.push(0);
        connection.write(&answer)?;
        let said = connection.read()?;
        let said = match said.split_first() {
            // It wants the proof again, of another challenge.
            Some((0xfe, rest)) => {
                let salt: Vec<u8> = rest.iter().copied().skip_while(|byte| *byte != 0).skip(1).take(20).collect();
                connection.write(&self::proof(password, &salt))?;
                connection.read()?
            }
            _ => said,
        };
        refused(&said)?;
        Ok(connection)
    }

    /// The rows of a query, as texts; a value that is not there is empty.
    pub(super) fn query(&mut self, text: &str) -> io::Result<Vec<Vec<String>>> {
        self.next = 0;
        self.write(&[&[QUERY], text.as_bytes()].concat())?;
        let first = self.read()?;
        refused(&first)?;
        let mut rows = Vec::new();
        // Descriptions of columns come first, and end as rows do.
        for are_rows in [false, true] {
            loop {
                let said = self.read()?;
                refused(&said)?;
                if said.first() == Some(&0xfe) && said.len() < 9 {
                    break;
                }
                if are_rows {
                    rows.push(texts(&said));
                }
            }
        }
        Ok(rows)
    }

    pub(super) fn close(mut self) {
        self.next = 0;
        // It goes either way.
        let _ = self.write(&[QUIT]);
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        let (number, body) = packet(&mut self.stream)?;
        self.next = number.wrapping_add(1);
        Ok(body)
    }

    fn write(&mut self, body: &[u8]) -> io::Result<()> {
        let length = u32::try_from(body.len()).unwrap_or_default().to_le_bytes();
        let head = [length[0], length[1], length[2], self.next];
        self.next = self.next.wrapping_add(1);
        self.stream.write_all(&[&head, body].concat())
    }
}

/// One packet and its number.
fn packet(stream: &mut impl Read) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 4];
    stream.read_exact(&mut head)?;
    let length = u32::from_le_bytes([head[0], head[1], head[2], 0]);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > PACKET_MAX {
        return Err(io::Error::other("it does not speak the protocol of MariaDB"));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((head[3], body))
}

/// What a greeting has a password proved with.
fn challenge(greeting: &[u8]) -> io::Result<Vec<u8>> {
    /// Version 10 of the protocol.
    const PROTOCOL: u8 = 10;
    refused(greeting)?;
    let found = greeting.strip_prefix(&[PROTOCOL]).and_then(|rest| {
        let version = rest.iter().position(|byte| *byte == 0)?;
        // The connection's number, eight bytes, an empty one, what the server can, and twelve more.
        let rest = rest.get(version + 1 + 4..)?;
        let (first, second) = (rest.get(..8)?, rest.get(8 + 19..8 + 19 + 12)?);
        Some([first, second].concat())
    });
    found.ok_or_else(|| io::Error::other("it does not greet as MariaDB does"))
}

fn refused(said: &[u8]) -> io::Result<()> {
    match said.strip_prefix(&[0xff]) {
        None => Ok(()),
        // A number, and a mark with a state, come before the words.
        Some(rest) => {
            let text = String::from_utf8_lossy(rest.get(2..).unwrap_or_default()).into_owned();
            let text = text.strip_prefix('#').and_then(|text| text.get(5..)).unwrap_or(&text).to_owned();
            Err(io::Error::new(io::ErrorKind::PermissionDenied, text))
        }
    }
}

/// Texts of a row, each after its length.
fn texts(mut row: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    while let Some((first, rest)) = row.split_first() {
        let width = match first {
            0xfb => {
                all.push(String::new());
                row = rest;
                continue;
            }
            0xfc => 2,
            0xfd => 3,
            0xfe => 8,
            _ => 0,
        };
        let Some((length, rest)) = rest.split_at_checked(width) else { break };
        let long = length.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let length = if width == 0 { usize::from(*first) } else { usize::try_from(long).unwrap_or(usize::MAX) };
        let Some((text, rest)) = rest.split_at_checked(length) else { break };
        all.push(String::from_utf8_lossy(text).into_owned());
        row = rest;
    }
    all
}

/// Shows that a password is known without telling it.
fn proof(password: &str, salt: &[u8]) -> Vec<u8> {
    if password.is_empty() {
        return Vec::new();
    }
    let once = Sha1::digest(password.as_bytes());
    let twice = Sha1::digest(once);
    let mixed = Sha1::new().chain_update(salt).chain_update(twice).finalize();
    once.iter().zip(mixed).map(|(one, other)| one ^ other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_what_is_cut_off_ends_them() {
        let long = [&[0xfc, 0x2c, 0x01][..], &[b'x'; 300]].concat();
        assert_eq!(texts(&[&[3][..], b"abc", &[0xfb], &[0], &long].concat()), ["abc", "", "", &"x".repeat(300)]);
        assert_eq!(texts(&[5, b'a']), Vec::<String>::new());
        assert_eq!(texts(&[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Vec::<String>::new());
    }

    #[test]
    fn who_does_not_greet_is_no_server() {
        for strange in [&b""[..], b"HTTP/1.1 400", &[10], &[10, b'5', 0, 1, 2]] {
            assert!(challenge(strange).is_err(), "{strange:?}");
        }
        let refused = challenge(b"\xff\x10\x04Too many connections").expect_err("an error");
        assert_eq!(refused.to_string(), "Too many connections");
    }
}
