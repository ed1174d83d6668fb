<?php

namespace Symfony\Shop\Tests\Support;

use Symfony\Shop\ClientInterface;

final class RecordingClient implements ClientInterface
{
    private array $sent = [];

    public function send(string $order): string
    {
        $this->sent[] = $order;

        return 'ok';
    }

    public function get(string $id): ?string
    {
        return $this->sent[$id] ?? null;
    }
}
