package bucket

// HandleWrapper is a bucket.
type HandleWrapper interface {
	Put(name string) error
}

var createClient = func() (HandleWrapper, error) { return open() }
