<?php

namespace League\Flysystem;

interface Adapter
{
    public function read(string $path): string;
}
