package lines

type Liner interface {
	First() string
	Size() int
}

type Lines struct{ items []string }

func (l *Lines) First() string {
	first := l.items[0]
	l.items = l.items[1:]
	return first
}

func (l *Lines) Size() int { return len(l.items) }
