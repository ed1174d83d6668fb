<?php

namespace Symfony\Shop\Testing;

use Symfony\Shop\BusInterface;

final class CollectingBus implements BusInterface
{
    private array $messages = [];

    public function dispatch(object $message): void
    {
        $this->messages[] = $message;
    }
}
