use http_body::Body;

/// Yields what it was given, in place of a body that comes in.
#[derive(Default)]
pub struct MockBody {
    frames: Vec<u8>,
}

impl Body for MockBody {
    fn poll_frame(&mut self) -> Option<u8> {
        self.frames.pop()
    }
}
