package ledger

import "testing"

func TestFile(t *testing.T) {
	ledgerFile = func() string { return t.Name() }
}
