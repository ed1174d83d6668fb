<?php

namespace Illuminate\Database;

interface ConnectionResolverInterface
{
    public function connection(string $name): ConnectionInterface;
}
