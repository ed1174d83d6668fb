<?php

namespace League\Flysystem;

use GuzzleHttp\Client;

final class RemoteAdapter implements Adapter
{
    public function __construct(private Client $client)
    {
    }

    public function read(string $path): string
    {
        return (string) $this->client->get($path)->getBody();
    }
}
