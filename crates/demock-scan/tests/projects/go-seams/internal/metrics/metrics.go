package metrics

import "github.com/uber-go/tally"

// Client counts.
type Client interface {
	Count(name string)
}

type counting struct{ scope tally.Scope }

func (c counting) Count(name string) { c.scope.Counter(name).Inc(1) }
