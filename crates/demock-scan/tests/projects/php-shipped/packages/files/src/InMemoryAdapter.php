<?php

namespace League\Flysystem;

final class InMemoryAdapter implements Adapter
{
    private array $texts = [];

    public function read(string $path): string
    {
        return $this->texts[$path] ?? '';
    }
}
