package shelf

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Box is on a shelf.
type Box struct{ ID int64 }

// Boxes are kept.
type Boxes interface {
	Put(ctx context.Context, box Box) error
	Find(ctx context.Context, id int64) (*Box, error)
}

// Rows keeps boxes in rows.
type Rows struct{ pool *pgxpool.Pool }

// Put keeps one.
func (r *Rows) Put(ctx context.Context, box Box) error {
	_, err := r.pool.Exec(ctx, "insert into boxes values ($1)", box.ID)
	return err
}

// Find finds one.
func (r *Rows) Find(ctx context.Context, id int64) (*Box, error) {
	var box Box
	return &box, r.pool.QueryRow(ctx, "select id from boxes where id = $1", id).Scan(&box.ID)
}
