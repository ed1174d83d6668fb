<?php

namespace Acme\Orders;

interface Blackboard
{
    public function write(string $line): void;
}
