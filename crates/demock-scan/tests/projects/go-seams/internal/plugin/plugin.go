package plugin

// DB is whatever rows are kept in.
type DB interface {
	Rows(table string) (int, error)
}
