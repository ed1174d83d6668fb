package wire

// Transport carries one question.
type Transport interface {
	Send(body []byte) ([]byte, error)
}
