<?php

namespace Symfony\Shop\Tests;

use PHPUnit\Framework\TestCase;
use Symfony\Shop\Shop;
use Symfony\Shop\Tests\Support\RecordingClient;

final class ShopTest extends TestCase
{
    public function testOrders(): void
    {
        $shop = new Shop(new RecordingClient());
        $later = new RecordingClient;
        $name = RecordingClient::class;
        self::assertSame('ok', $shop->order('a', $later, $name));
    }
}
