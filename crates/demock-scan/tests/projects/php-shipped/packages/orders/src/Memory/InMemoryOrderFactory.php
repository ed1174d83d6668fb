<?php

namespace Acme\Orders\Memory;

// Makes what is kept in memory where a set-up asks for that: production says nothing by it.
final class InMemoryOrderFactory
{
    public function create(): InMemoryOrderRepository
    {
        return new InMemoryOrderRepository();
    }
}
