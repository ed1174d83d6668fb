package bucket

import "testing"

func TestPut(t *testing.T) {
	createClient = func() (HandleWrapper, error) { return nil, nil }
}
