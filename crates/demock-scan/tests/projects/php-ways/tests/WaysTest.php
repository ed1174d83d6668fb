<?php

namespace NeuronAI\Answers\Tests;

use NeuronAI\Answers\Desk\CustomerRepository;
use NeuronAI\Answers\Desk\OrderDesk;
use NeuronAI\Answers\Notes\Notes;
use NeuronAI\Answers\PlatformInterface;
use NeuronAI\Answers\TopicInterface;
use PHPUnit\Framework\TestCase;

class WaysTest extends TestCase
{
    public function testWays(): void
    {
        $platform = $this->createMock(PlatformInterface::class);
        $topic = $this->createMock(TopicInterface::class);
        $desk = $this->createMock(OrderDesk::class);
        $notes = $this->createMock(Notes::class);
        $customers = $this->createMock(CustomerRepository::class);
    }
}
