<?php

namespace Shop;

use GuzzleHttp\Client;

class Till
{
    public function ask(string $text): string
    {
        return (new Client())->get('/till/' . $text)->getBody();
    }
}
