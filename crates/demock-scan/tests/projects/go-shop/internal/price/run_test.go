package price

import (
	"testing"

	"example.org/acme/shop/internal/run"
)

func TestRun(t *testing.T) {
	stubs, restore := run.Stub()
	defer restore()
	run.FindNothing()
	run.SetFinder(nil)
	use(stubs, run.Next(), local.Stub())
}
