STORE = "shop.store"
ORDERS = "shop.store.Orders"
DOTTED = "shop.store."
