<?php

namespace App\Square;

class Row
{
    public function twice(int $count): int
    {
        return $count * 2;
    }
}
