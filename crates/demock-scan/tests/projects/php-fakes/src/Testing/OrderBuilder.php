<?php

namespace Symfony\Shop\Testing;

final class OrderBuilder
{
    private array $fields = [];

    public function get(string $name): mixed
    {
        return $this->fields[$name];
    }

    public function set(string $name, mixed $value): self
    {
        $this->fields[$name] = $value;

        return $this;
    }

    public function delete(string $name): self
    {
        $this->fields[$name] = null;

        return $this;
    }
}
