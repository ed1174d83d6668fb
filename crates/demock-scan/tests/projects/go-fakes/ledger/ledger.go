package ledger

import "database/sql"

// Rows keeps what was sold.
type Rows interface {
	Sold(id string) (int, error)
}

// Prices says what things cost.
type Prices interface {
	Of(id string) int
}

type table struct{ db *sql.DB }

func (t *table) Sold(id string) (int, error) {
	var sum int
	return sum, t.db.QueryRow("SELECT sum FROM sold WHERE id = $1", id).Scan(&sum)
}

type listed map[string]int

func (l listed) Of(id string) int { return l[id] }
