package price

import (
	"testing"
	"time"

	"example.org/acme/shop/internal/store"
	"github.com/redis/go-redis/v9"
)

func TestOf(t *testing.T) {
	now = func() time.Time { return time.Unix(0, 0) }
	store.Connect = func(*redis.Options) *redis.Client { return nil }
	store.Label = func(string) string { return "x" }
	if Of("a") != 2 {
		t.Fatal("price")
	}
}
