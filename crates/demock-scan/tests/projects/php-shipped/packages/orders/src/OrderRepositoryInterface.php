<?php

namespace Acme\Orders;

interface OrderRepositoryInterface
{
    public function add(string $number, int $cents): void;

    public function total(string $number): int;
}
