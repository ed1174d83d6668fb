module example.org/acmelib

go 1.22
