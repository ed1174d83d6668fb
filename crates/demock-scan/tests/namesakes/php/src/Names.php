<?php

namespace Acmelib;

use Acmelib\Text\Parts;

class Names
{
    public function join(Parts $parts): string
    {
        $all = array_filter($parts->all());
        return implode('/', $all);
    }

    public function count(Parts $parts): int
    {
        return count($parts->all()) + 1;
    }
}
