use http_body::Body;

pub struct MockBody;

impl Body for MockBody {
    fn poll_frame(&mut self) -> Option<u8> {
        None
    }
}

/// What a test asks, and what it is answered.
pub struct TestState {
    answers: Vec<u8>,
}

impl TestState {
    pub fn with_answers(answers: Vec<u8>) -> Self {
        Self { answers }
    }

    pub fn request(&mut self, line: &str) -> u8 {
        self.answers.push(line.len() as u8);
        self.answers[0]
    }
}

/// What tests are given.
pub struct FakeAnswer {
    pub line: String,
}

pub struct FakeStateBuilder {
    answers: Vec<u8>,
}

impl FakeStateBuilder {
    pub fn with(mut self, answer: u8) -> Self {
        self.answers.push(answer);
        self
    }
}

pub fn fake_line(of: u8) -> String {
    of.to_string()
}

/// A mock of the server, which listens on a port of its own.
pub struct MockServer {
    address: String,
}

impl MockServer {
    pub fn start() -> Self {
        Self { address: String::from("127.0.0.1") }
    }

    pub fn get(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}
