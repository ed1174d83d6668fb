<?php

namespace Symfony\Shop;

interface PlatformInterface
{
    public function invoke(string $prompt): string;
}
