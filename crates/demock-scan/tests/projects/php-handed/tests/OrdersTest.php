<?php

namespace Shop\Tests;

use Shop\Mailer;
use Shop\Orders;
use Shop\Tests\Support\FakeMailer;
use Shop\Tests\Support\MakesMailers;

class OrdersTest extends ShopTestCase
{
    use MakesMailers;

    public function testPlaces(): void
    {
        $orders = new Orders($this->makeMailer());
        $others = new Orders($this->stubMailer());
        $this->assertSame(1, $orders->place('a'));
        $this->assertSame($this->limit(), 2 + $others->place('b'));
    }

    public function testIsHandedOut(): void
    {
        $this->container->set(Mailer::class, FakeMailer::class);
        $mailer = $this->app->make(FakeMailer::class);
        $this->assertInstanceOf(FakeMailer::class, $mailer);
        $this->assertSame(1, $this->container->get(Orders::class)->place('a'));
    }
}
