<?php

use Kit\Desk;
use PHPUnit\Framework\TestCase;
use Predis\Client;
use Vendor\Pay\Till;

class TillTest extends TestCase
{
    public function testAsks(): void
    {
        $this->createMock(Till::class);
        $this->createMock(Desk::class);
        $this->createMock(Client::class);
    }
}
