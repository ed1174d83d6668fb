package ledger

// Store keeps what was sold.
type Store interface {
	Sold(item string) int
}

// Rules say what may be sold.
type Rules interface {
	May(item string) bool
}

var ledgerFile = func() string { return "ledger.txt" }
