<?php

namespace Shop;

use GuzzleHttp\Client;

class Herald
{
    public function __construct(private readonly Client $client)
    {
    }

    public function tell(string $text): void
    {
        $this->client->post('/news', ['json' => ['text' => $text]]);
    }
}
