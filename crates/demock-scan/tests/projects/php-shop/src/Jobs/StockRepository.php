<?php

namespace Acme\Shop\Jobs;

use GuzzleHttp\Client;

class StockRepository
{
    public function __construct(private Client $client)
    {
    }

    public function left(string $name): string
    {
        return (string) $this->client->get("/stock/$name")->getBody();
    }
}
