<?php

namespace Acme\Orders\Memory;

use Acme\Orders\OrderRepositoryInterface;

final class InMemoryOrderRepository implements OrderRepositoryInterface
{
    private array $cents = [];

    public static function withOrder(string $number, int $cents): self
    {
        $orders = new self();
        $orders->add($number, $cents);

        return $orders;
    }

    public function add(string $number, int $cents): void
    {
        $this->cents[$number] = $cents;
    }

    public function total(string $number): int
    {
        return $this->cents[$number] ?? 0;
    }
}
