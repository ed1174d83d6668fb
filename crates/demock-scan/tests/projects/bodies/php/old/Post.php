<?php

namespace Shop\Old;

class Post
{
    public function __construct(private readonly \GuzzleHttp\Client $client)
    {
    }

    public function send(string $text): void
    {
        $this->client->post('/post', ['body' => $text]);
    }
}
