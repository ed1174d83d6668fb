<?php

namespace Acme\Desk\Tests;

use Acme\Desk\Db\Card;
use Acme\Desk\Db\CardMapper;
use Acme\Desk\Desk\Client as DeskClient;
use Acme\Desk\Http\Client;
use OCP\Files\IRootFolder;
use OCP\IDBConnection;
use PHPUnit\Framework\TestCase;

class DeskTest extends TestCase
{
    public function testDesk(): void
    {
        $db = $this->createMock(IDBConnection::class);
        $files = $this->createMock(IRootFolder::class);
        $mapper = $this->createMock(CardMapper::class);
        $client = $this->createMock(Client::class);
        $asking = $this->createMock(DeskClient::class);
        $card = $this->createMock(Card::class);
    }
}
