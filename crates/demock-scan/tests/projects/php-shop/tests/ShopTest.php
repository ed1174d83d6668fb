<?php
namespace Acme\Shop\Tests;

use Acme\Shop\Store\Basket;
use Acme\Shop\Store\Session;
use PHPUnit\Framework\TestCase;

final class ShopTest extends TestCase
{
    public function testSells(): void
    {
        $session = $this->createMock(Session::class);
        $basket = $this->createMock(Basket::class);
        $this->assertNotNull($session);
        $this->assertNotNull($basket);
    }
}
