<?php

namespace Acme\Orders\Sql;

use Acme\Orders\OrderRepositoryInterface;

final class SqlOrderRepository implements OrderRepositoryInterface
{
    public function __construct(private \PDO $rows)
    {
    }

    public function add(string $number, int $cents): void
    {
        $this->rows->prepare('insert into orders values (?, ?)')->execute([$number, $cents]);
    }

    public function total(string $number): int
    {
        return (int) $this->rows->query("select cents from orders where number = '$number'")->fetchColumn();
    }
}
