package suites

import "time"

var now = func() int { return time.Now().Nanosecond() }

func pay() int { return now() }
