<?php

namespace Acmelib\Tests;

use Acmelib\Made\Row;
use Acmelib\NameClient;
use Acmelib\Names;
use Acmelib\Tests\Support\FakeNames;
use Acmelib\Text\Parts;
use PHPUnit\Framework\TestCase;
use Predis\Client;

class NamesTest extends TestCase
{
    public function testMocks(): void
    {
        $names = $this->createMock(Names::class);
        $parts = $this->createMock(Parts::class);
        $client = $this->createMock(NameClient::class);
        $row = $this->createMock(Row::class);
        $foreign = $this->createMock(Client::class);
        $this->assertSame(1, $names->count($parts));
    }

    public function testDoubles(): void
    {
        $names = new FakeNames();
        $this->assertSame('', $names->join(new Parts()));
    }
}
