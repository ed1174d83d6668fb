// Package ledger moves money between accounts: all of it or nothing.
package ledger

import (
	"context"
	"database/sql"
	"fmt"
)

// Open opens an account without money.
func Open(ctx context.Context, db *sql.DB, name string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO account (name) VALUES ($1)", name)
	return err
}

// Balance is what an account holds.
func Balance(ctx context.Context, db *sql.DB, name string) (cents int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT cents FROM account WHERE name = $1", name).Scan(&cents)
	return cents, err
}

// Transfer moves money, and numbers what it did.
func Transfer(ctx context.Context, db *sql.DB, giver, taker string, cents int64) (id int64, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	for _, change := range []struct {
		name  string
		cents int64
	}{{giver, -cents}, {taker, cents}} {
		done, err := tx.ExecContext(ctx, "UPDATE account SET cents = cents + $2 WHERE name = $1", change.name, change.cents)
		if err != nil {
			return 0, err
		}
		if count, err := done.RowsAffected(); err != nil || count != 1 {
			return 0, fmt.Errorf("no account %q: %w", change.name, sql.ErrNoRows)
		}
	}
	row := tx.QueryRowContext(ctx, "INSERT INTO transfer (giver, taker, cents) VALUES ($1, $2, $3) RETURNING id", giver, taker, cents)
	if err := row.Scan(&id); err != nil {
		return 0, err
	}
	return id, tx.Commit()
}
