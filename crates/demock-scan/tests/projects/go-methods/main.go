package main

import "example.org/desk/shelf"

func main() {
	serve(shelf.NewInMemoryRecent())
}
