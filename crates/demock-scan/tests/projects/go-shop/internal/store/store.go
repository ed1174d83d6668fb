package store

import "github.com/redis/go-redis/v9"

// Connect opens a client; tests put their own in its place.
var Connect = redis.NewClient

// Label says what a key is called.
var Label = func(key string) string { return "shop:" + key }
