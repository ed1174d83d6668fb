package other

import "testing"

func TestAlone(t *testing.T) {
	if len([]int{1}) != 1 {
		t.Fatal("no")
	}
}
