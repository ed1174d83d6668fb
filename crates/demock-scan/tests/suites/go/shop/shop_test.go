package shop

import "testing"

func TestReads(t *testing.T) {
	if newDB(t) == nil {
		t.Fatal("no database")
	}
}

func TestAlone(t *testing.T) {
	if 1+1 != 2 {
		t.Fatal("sum")
	}
}
