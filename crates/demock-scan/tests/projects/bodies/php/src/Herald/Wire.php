<?php

namespace Shop\Herald;

use GuzzleHttp\Client;

class Wire
{
    public function call(string $text): string
    {
        return (new Client())->get('/wire/' . $text)->getBody();
    }
}
