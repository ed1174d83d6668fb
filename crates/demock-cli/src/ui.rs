//! The only place that prints.

use crate::args::{ColorChoice, ErrorFormat, Output};
use crate::error::{Blame, CliError, Exit, Failure};
use demock_config::Environment;
use demock_report::{Color, Detail, TextOptions};
use demock_scan::scan::Progress;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Columns where nothing says how many there are.
const WIDTH_DEFAULT: usize = 100;
/// Findings shown unless everything is asked for: what fits a screen or two.
const SHOWN_DEFAULT: usize = 30;
/// Findings shown with their source line.
const EXCERPTS_DEFAULT: usize = 10;

/// Standard output and error, and what they can show.
pub(crate) struct Ui {
    options: TextOptions,
    errors: ErrorFormat,
}

impl Ui {
    pub(crate) fn new(output: &Output, errors: ErrorFormat, environment: &Environment) -> Self {
        let terminal = io::stdout().is_terminal();
        let colors = match (output.color, environment.color) {
            (ColorChoice::Always, _) | (ColorChoice::Auto, demock_config::Color::Always) => true,
            (ColorChoice::Never, _) | (ColorChoice::Auto, demock_config::Color::Never) => false,
            (ColorChoice::Auto, demock_config::Color::Auto) => terminal && environment.term.as_deref() != Some("dumb"),
        };
        let columns = environment.columns.map(usize::from);
        let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| terminal);
        let options = TextOptions {
            color: if colors { Color::Ansi } else { Color::Never },
            width: columns.or_else(measured).unwrap_or(WIDTH_DEFAULT),
            detail: match (output.quiet, output.full) {
                (true, _) => Detail::Quiet,
                (_, true) => Detail::Full,
                _ => Detail::First(SHOWN_DEFAULT),
            },
            excerpts: if output.full { usize::MAX } else { EXCERPTS_DEFAULT },
        };
        Self { options, errors }
    }

    /// How text is to look in a file, or on standard output where none is named: a file is no terminal.
    pub(crate) fn options_for(&self, file: Option<&Path>) -> TextOptions {
        match file {
            Some(_) => TextOptions { color: Color::Never, ..self.options },
            None => self.options,
        }
    }

    /// Writes to standard output. A reader that went away (`| head`) is no failure.
    #[expect(clippy::unused_self, reason = "whoever may print holds the terminal")]
    pub(crate) fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let written = write(&mut out).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::internal(CliError::Output(error))),
            Ok(()) => Ok(()),
        }
    }

    /// Writes to a file where one is named, else to standard output.
    pub(crate) fn write(
        &mut self,
        file: Option<&Path>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let Some(file) = file else { return self.print(write) };
        // A report of a large tree is hundreds of megabytes: it is not kept until it is whole.
        let written = File::create(file).map(BufWriter::new).and_then(|mut out| {
            write(&mut out)?;
            out.flush()
        });
        written.map_err(|source| Failure::usage(CliError::WriteFile { path: file.display().to_string(), source }))
    }

    /// Says something to whoever started the command, on standard error.
    #[expect(clippy::unused_self, reason = "whoever may print holds the terminal")]
    pub(crate) fn tell(&mut self, text: &str) {
        // Where standard error is closed, the exit code still tells.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// A line of one of several programs, with who said it before it; each has a colour of its own where there are colours.
    pub(crate) fn prefixed(&mut self, at: usize, who: &str, line: &str) -> Result<(), Failure> {
        const COLORS: [u8; 6] = [36, 33, 32, 35, 34, 31];
        let color = self.options.color;
        self.print(|out| match color {
            Color::Ansi => writeln!(out, "\u{1b}[{}m{who} |\u{1b}[0m {line}", COLORS[at % COLORS.len()]),
            Color::Never => writeln!(out, "{who} | {line}"),
        })
    }

    /// Says something on standard error that nobody needs who wants to hear only of failures.
    pub(crate) fn remark(&mut self, text: &str) {
        match self.options.detail {
            Detail::Quiet => {}
            Detail::First(_) | Detail::Full => self.tell(text),
        }
    }

    /// Says what failed, why, and what to do, and turns it into the exit code.
    pub(crate) fn fail(&mut self, failure: &Failure) -> ExitCode {
        let text = match self.errors {
            ErrorFormat::Text => failure.text(),
            ErrorFormat::Json => failure.json(),
        };
        self.tell(&text);
        ExitCode::from(failure.blame.exit_code())
    }
}

/// Before this long, nobody wonders what is being done.
const PROGRESS_AFTER: Duration = Duration::from_secs(1);
/// How often the line of progress is written anew.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// Does something that may take long, and says meanwhile on standard error how far it is, where that is a terminal.
pub(crate) fn while_working<T>(work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !io::stderr().is_terminal() {
        return work(&progress);
    }
    let (done, waiting) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || {
            let mut shown = false;
            let mut next = PROGRESS_AFTER;
            // Ends when the other end is dropped, also by a panic.
            while waiting.recv_timeout(next) == Err(RecvTimeoutError::Timeout) {
                // Where standard error is closed, the result still comes.
                let _ = write!(io::stderr(), "\r\u{1b}[K{}", progress.line());
                (shown, next) = (true, PROGRESS_EVERY);
            }
            if shown {
                let _ = write!(io::stderr(), "\r\u{1b}[K");
            }
        });
        let result = work(progress);
        drop(done);
        result
    })
}

/// What the command line parser says: help and version on standard output, errors on standard error with exit code 2.
pub(crate) fn usage(error: &clap::Error, errors: ErrorFormat) -> ExitCode {
    if !error.use_stderr() {
        // Where the stream is closed, the exit code still tells.
        let _ = error.print();
        return Exit::Ok.into();
    }
    match errors {
        ErrorFormat::Text => {
            let _ = error.print();
        }
        ErrorFormat::Json => {
            let message = error.to_string();
            let message = message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let text = Failure::usage(CliError::Arguments { message }).json();
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }
    ExitCode::from(Blame::Usage.exit_code())
}
