package persistence

// OrderManager keeps orders.
type OrderManager interface {
	Order(id string) (string, error)
}

// PayloadSerializer only computes.
type PayloadSerializer interface {
	Serialize(order string) ([]byte, error)
}
