package shop

import "testing"

func TestPays(t *testing.T) {
	if pay() != 1 {
		t.Fatal("no")
	}
}
