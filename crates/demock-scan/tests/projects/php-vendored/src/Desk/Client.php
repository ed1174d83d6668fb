<?php

namespace Acme\Desk\Desk;

class Client
{
    private array $headers = [];

    public function ask(string $path): string
    {
        return $path . implode(',', $this->headers);
    }
}
