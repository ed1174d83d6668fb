<?php

namespace Acme\Shop\Tests;

use Acme\Shop\Receipts\ReceiptPrinter;
use Acme\Shop\Receipts\ReceiptRepositoryInterface;
use Acme\Shop\Staff\Directory;
use Illuminate\Contracts\Notifications\Dispatcher;
use OCP\AppFramework\Utility\ITimeFactory;
use PHPUnit\Framework\TestCase;

class ReceiptTest extends TestCase
{
    public function testReceipts(): void
    {
        $repository = $this->createMock(ReceiptRepositoryInterface::class);
        $printer = $this->createMock(ReceiptPrinter::class);
        $notifications = $this->createMock(Dispatcher::class);
        $clock = $this->createMock(ITimeFactory::class);
        $directory = $this->createMock(Directory::class);
        $mailbox = $this->createMock(\Horde_Imap_Client_Socket::class);
    }
}
