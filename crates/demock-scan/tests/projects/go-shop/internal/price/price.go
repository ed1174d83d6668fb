package price

import "time"

var now = time.Now

// Of is the price of today.
func Of(item string) int { return now().Day() + len(item) }
