package redis

type Lines struct{ items []int }

func (l *Lines) Next() int {
	first := l.items[0]
	l.items = l.items[1:]
	return first
}
