module example.org/acme/shop/billing

go 1.22
