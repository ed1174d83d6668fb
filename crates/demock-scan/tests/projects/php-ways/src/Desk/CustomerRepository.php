<?php

namespace NeuronAI\Answers\Desk;

class CustomerRepository extends Desk
{
    public function __construct(private Customer $customer)
    {
    }

    public function tell(string $what): void
    {
        $this->client()->post('https://desk.example/customers', ['json' => ['id' => $this->customer->id]]);
    }
}
