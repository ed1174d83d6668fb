package shop

import (
	"os"
	"testing"
)

func init() {
	readFile = func(name string) ([]byte, error) { return nil, os.ErrNotExist }
}

func atNoon(t *testing.T) {
	now = func() int { return 12 }
}
