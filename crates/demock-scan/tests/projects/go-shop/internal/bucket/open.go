package bucket

import "github.com/acme/cloudstore-go"

func open() (HandleWrapper, error) { return cloudstore.Open() }
