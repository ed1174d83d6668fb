<?php

namespace Acme\Orders\Tests;

use Acme\Orders\Memory\InMemoryOrderRepository;
use PHPUnit\Framework\TestCase;

final class InMemoryOrderRepositoryTest extends TestCase
{
    public function testKeepsWhatIsAdded(): void
    {
        $orders = new InMemoryOrderRepository();
        $orders->add('A1', 5);
        self::assertSame(5, $orders->total('A1'));
    }
}
