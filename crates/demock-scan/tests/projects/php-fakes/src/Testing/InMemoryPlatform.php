<?php

namespace Symfony\Shop\Testing;

use Symfony\Shop\PlatformInterface;

/**
 * A platform that needs no model, for testing purposes.
 */
final class InMemoryPlatform implements PlatformInterface
{
    public function __construct(private string $answer)
    {
    }

    public function invoke(string $prompt): string
    {
        return $this->answer;
    }
}
