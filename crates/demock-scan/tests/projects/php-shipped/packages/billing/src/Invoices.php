<?php

namespace Acme\Billing;

use Acme\Orders\OrderRepositoryInterface;

final class Invoices
{
    public function __construct(private OrderRepositoryInterface $orders)
    {
    }

    public function gross(string $number): int
    {
        return (int) round($this->orders->total($number) * 1.19);
    }
}
