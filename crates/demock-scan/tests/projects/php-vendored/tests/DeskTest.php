<?php

namespace Acme\Desk\Tests;

use Acme\Desk\Db\Card;
use Acme\Desk\Db\CardMapper;
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
        $card = $this->createMock(Card::class);
    }
}
