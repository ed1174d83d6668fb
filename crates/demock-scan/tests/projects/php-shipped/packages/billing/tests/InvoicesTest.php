<?php

namespace Acme\Billing\Tests;

use Acme\Billing\Invoices;
use Acme\Orders\Desk;
use Acme\Orders\InMemoryBlackboard;
use Acme\Orders\Memory\InMemoryOrderRepository;
use Acme\Orders\StubEvent;
use PHPUnit\Framework\TestCase;

final class InvoicesTest extends TestCase
{
    public function testGross(): void
    {
        $invoices = new Invoices(new InMemoryOrderRepository());
        self::assertSame(0, $invoices->gross('A1'));
    }

    public function testGrossOfOne(): void
    {
        $invoices = new Invoices(InMemoryOrderRepository::withOrder('A1', 100));
        self::assertSame(119, $invoices->gross('A1'));
    }

    public static function orders(): iterable
    {
        yield 'none' => [new InMemoryOrderRepository()];
    }

    public function testDeskWrites(): void
    {
        $desk = new Desk(new InMemoryBlackboard());
        self::assertSame('[]', json_encode([$desk, new StubEvent()]) === '' ? '' : '[]');
    }
}
