pub fn read(mut body: impl http_body::Body) -> Vec<u8> {
    std::iter::from_fn(|| body.poll_frame()).collect()
}

#[cfg(test)]
mod tests {
    use super::read;
    use acme_mock_body::MockBody;

    #[test]
    fn reads_nothing() {
        assert!(read(MockBody::default()).is_empty());
    }

    #[test]
    fn answers_in_turn() {
        let mut state = crate::test_util::TestState::with_answers(vec![1]);
        assert_eq!(state.request("a"), 1);
    }

    #[test]
    fn answers_over_a_socket() {
        let server = crate::test_util::MockServer::start();
        assert!(server.get("/a").ends_with("/a"));
    }
}
