package counter

import (
	"context"

	"example.org/desk/shelf"
)

type taker interface {
	Take(ctx context.Context, cents int64) (string, error)
}

// Pricer thinks.
type Pricer interface {
	Price(box shelf.Box) int64
}

// Sell sells a box.
func Sell(ctx context.Context, till taker, boxes shelf.Boxes, pricer Pricer, id int64) error {
	box, err := boxes.Find(ctx, id)
	if err != nil {
		return err
	}
	_, err = till.Take(ctx, pricer.Price(*box))
	return err
}
