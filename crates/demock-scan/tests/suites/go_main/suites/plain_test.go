package suites

import "testing"

func TestPlain(t *testing.T) {
	if pay() < 0 {
		t.Fatal("no")
	}
}
