//! `demock broker`: leases for test kits that run without `demock run` around them.
//!
//! Invariants: a project has one broker, whoever asks first; it goes, with all services, once nobody has had a lease for a while;
//! standard output is one JSON object a line, for kits.

use super::background;
use super::run::open_broker;
use super::stack::{Reading, lay};
use crate::args;
use crate::error::{Blame, Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{Beside, Broker, Failed, StackError};
use serde_json::json;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long it stays for the first client, and for the next after the last.
const FIRST_MAX: Duration = Duration::from_secs(30);
const NEXT_MAX: Duration = Duration::from_secs(5);
/// Time between two looks at whether anybody is there.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How often another process may be faster in starting one that is then gone.
const TRIES_MAX: u32 = 5;

pub(crate) fn run(args: &args::Broker, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let reading = Reading::new(&args.stack, process)?;
    if args.background {
        return stay(&reading, process, ui);
    }
    for _ in 0..TRIES_MAX {
        if let Some(socket) = Broker::find(&reading.base, &reading.root) {
            return said(&socket, ui);
        }
        let (ended, text) = background::start(|_| Broker::find(&reading.base, &reading.root).is_some())?;
        match ended {
            // Another was faster: it stands, or is about to.
            None | Some(0) => {}
            Some(code) => {
                ui.tell(&text);
                return Ok(Exit::Command(u8::try_from(code).unwrap_or(3)));
            }
        }
    }
    Err(Failure { blame: Blame::Internal, ..Failure::internal(StackError::NotStanding) })
}

fn said(socket: &Path, ui: &mut Ui) -> Result<Exit, Failure> {
    ui.print(|out| writeln!(out, "{}", json!({"v": 1, "socket": socket})))?;
    Ok(Exit::Ok)
}

/// Hands out leases until nobody wants any.
fn stay(reading: &Reading, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    demock_stack::leave_terminal();
    let (_never, tick) = channel::<()>();
    let began = Instant::now();
    // Held as long as it stands.
    let _one = loop {
        match reading.base.broker_lock(&reading.root).map_err(Failure::internal)? {
            Some(lock) => break lock,
            None if Broker::find(&reading.base, &reading.root).is_some() || began.elapsed() > FIRST_MAX => {
                return Ok(Exit::Ok);
            }
            None => drop(tick.recv_timeout(LOOK_EVERY)),
        }
    };
    let mut diagnoses = reading.provided(ui)?;
    let lay = || lay(process, Beside::Nothing);
    let stack = reading.started(&mut diagnoses, (lay(), lay), ui)?;
    let broker = open_broker(reading, &stack, Failed::GivenBack)?;
    broker.announce(&reading.root).map_err(Failure::internal)?;
    let (mut last, mut max, mut leases) = (Instant::now(), FIRST_MAX, 0);
    while last.elapsed() < max {
        let now = broker.handed_out();
        // Who has come and gone between two looks has left a lease in the books.
        if broker.clients() > 0 || now > leases {
            (last, max, leases) = (Instant::now(), NEXT_MAX, now);
        }
        let _ = tick.recv_timeout(LOOK_EVERY);
    }
    broker.close();
    stack.end();
    Ok(Exit::Ok)
}
