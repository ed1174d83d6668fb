from shop.sales.till import Till, rates
