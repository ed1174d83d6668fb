<?php

namespace Illuminate\Database;

interface RowShape
{
    public function columns(string $name): array;
}
