<?php

namespace Acme\Orders;

// What production runs by default stands in for nothing.
final class Desk
{
    public function __construct(private Blackboard $board = new InMemoryBlackboard())
    {
    }
}
