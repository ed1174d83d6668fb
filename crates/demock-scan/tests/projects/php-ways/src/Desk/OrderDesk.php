<?php

namespace NeuronAI\Answers\Desk;

class OrderDesk extends Desk
{
    public function order(string $what): void
    {
        $this->client()->post('https://desk.example/orders', ['json' => ['what' => $what]]);
    }
}
