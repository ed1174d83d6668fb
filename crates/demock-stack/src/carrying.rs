//! What comes to a listener is carried to another place, and back.
//!
//! Absent on purpose: any look at what is carried.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread;

/// Carries every connection that comes to where the other place is then, as long as this process lives.
pub(crate) fn carry_all(listener: &TcpListener, place: impl Fn() -> SocketAddr) {
    for inner in listener.incoming().flatten() {
        // Who is sent away sees the connection end.
        let Ok(outer) = TcpStream::connect(place()) else { continue };
        // Whoever asks and answers in small pieces waits for nobody; where that cannot be had, it is slower.
        let _ = inner.set_nodelay(true).and_then(|()| outer.set_nodelay(true));
        let (Ok(back), Ok(forth)) = (inner.try_clone(), outer.try_clone()) else { continue };
        thread::spawn(move || carry(inner, outer));
        thread::spawn(move || carry(forth, back));
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    // However it ends, the other side is told.
    let _ = io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
