<?php

namespace Acme\Desk\Http;

class Client
{
    private array $headers = [];

    public function ask(string $path): string
    {
        return $this->send($path, $this->headers);
    }

    protected function send(string $path, array $headers): string
    {
        return $path . implode(',', $headers);
    }
}
