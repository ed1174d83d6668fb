<?php

namespace Acmelib\Text;

class Parts
{
    public array $parts = [];

    public function all(): array
    {
        return array_reverse($this->parts);
    }

    public function first(): string
    {
        return $this->parts[0] ?? '';
    }
}
