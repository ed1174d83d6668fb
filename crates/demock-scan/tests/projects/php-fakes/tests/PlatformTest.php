<?php

namespace Symfony\Shop\Tests;

use PHPUnit\Framework\TestCase;
use Symfony\Shop\Advice;
use Symfony\Shop\Testing\InMemoryPlatform;
use Symfony\Shop\Testing\CollectingBus;

final class PlatformTest extends TestCase
{
    public function testAdvises(): void
    {
        $bus = new CollectingBus();
        $advice = new Advice(new InMemoryPlatform('buy'), $bus);
        self::assertSame('buy', $advice->of('gold'));
    }
}
