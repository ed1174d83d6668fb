<?php

namespace Kit;

use GuzzleHttp\Client;

class Desk
{
    public function ask(string $text): string
    {
        return (new Client())->get('/till/' . $text)->getBody();
    }
}
