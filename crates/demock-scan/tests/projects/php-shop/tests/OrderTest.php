<?php
namespace Acme\Shop\Tests;

use Acme\Shop\Models\Order;
use Mockery;
use PHPUnit\Framework\TestCase;

final class OrderTest extends TestCase
{
    public function testSells(): void
    {
        $order = Mockery::mock(Order::class);
        $redis = $this->createMock('Predis\Client');
        $driver = $this->createMock(\Doctrine\DBAL\Connection::class);
        $query = Mockery::mock(\stdClass::class);
        $thing = Mockery::mock(\stdClass::class);
        $socket = $this->createMock($this->socketClass());
        $this->assertNotNull([$order, $redis, $driver, $query, $thing, $socket]);
    }
}
