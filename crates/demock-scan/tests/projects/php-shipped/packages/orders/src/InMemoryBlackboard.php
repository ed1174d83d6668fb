<?php

namespace Acme\Orders;

final class InMemoryBlackboard implements Blackboard
{
    private array $lines = [];

    public function write(string $line): void
    {
        $this->lines[] = $line;
    }
}
