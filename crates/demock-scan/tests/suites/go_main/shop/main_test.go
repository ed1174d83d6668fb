package shop

import "testing"

func TestMain(m *testing.M) {
	now = func() int { return 0 }
	m.Run()
}
