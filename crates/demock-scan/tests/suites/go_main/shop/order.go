package shop

import (
	"os"
	"time"
)

var now = func() int { return time.Now().Nanosecond() }

var readFile = os.ReadFile

func pay() int {
	if _, err := readFile("rates"); err == nil {
		return 2
	}
	return now()
}
