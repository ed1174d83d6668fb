<?php

namespace NeuronAI\Answers\Desk;

use GuzzleHttp\Client;

abstract class Desk
{
    protected function client(array $headers = []): Client
    {
        return new Client(['headers' => $headers]);
    }
}
