//! The program that `ClickHouse` runs in: it loads the library of the package and lets it be a server.
//!
//! The package carries no program. The library's entry for command lines runs what it is given; a last statement that reads
//! from our standard input, to which nobody ever writes, keeps it there. Invariant: it ends only with its process. Absent on
//! purpose: any setting (`clickhouse`).

use std::ffi::{CString, OsString, c_char, c_int, c_void};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::process::ExitCode;

/// The word that makes the binary this program.
pub(crate) const WORD: &str = "__clickhouse";

/// The library's entry for command lines.
type CommandLine = unsafe extern "C" fn(c_int, *mut *mut c_char) -> *mut c_void;

/// Runs as the host where the arguments say so.
pub(crate) fn entry(arguments: &[OsString]) -> Option<ExitCode> {
    let [_, word, library, words @ ..] = arguments else { return None };
    if word != WORD {
        return None;
    }
    Some(match run(library, words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

fn run(library: &OsString, words: &[OsString]) -> io::Result<()> {
    // Nobody writes to the pipe, and its other end stays open as long as the process lives.
    let (silence, _open) = rustix::pipe::pipe()?;
    rustix::stdio::dup2_stdin(&silence)?;
    let words = words.iter().map(|word| CString::new(word.as_bytes()));
    let words: Vec<CString> = words.collect::<Result<_, _>>()?;
    let mut pointers: Vec<*mut c_char> = words.iter().map(|word| word.as_ptr().cast_mut()).collect();
    pointers.push(std::ptr::null_mut());
    let count = c_int::try_from(words.len()).map_err(io::Error::other)?;
    #[expect(
        unsafe_code,
        reason = "a library is loaded and called: its hash is the table's, and its entry is that of the C header"
    )]
    // SAFETY: the arguments are C strings that live until the call returns, closed by a null as those of `main` are.
    unsafe {
        let library = libloading::Library::new(library).map_err(io::Error::other)?;
        let command_line = library.get::<CommandLine>(b"chdb_query_cmdline\0").map_err(io::Error::other)?;
        command_line(count, pointers.as_mut_ptr());
        // Its threads may still run: the library stays where it is.
        std::mem::forget(library);
    }
    Ok(())
}
