package acmelib

import "example.org/acmelib/internal/lines"

type Namer interface {
	Name(text string) string
	Count() int
}

type AcmelibClient struct {
	lines lines.Liner
	names []string
}

func (c *AcmelibClient) Name(text string) string {
	c.names = append(c.names, text)
	if text == "" {
		return "none"
	}
	return c.lines.First() + text
}

func (c *AcmelibClient) Count() int { return len(c.names) }
