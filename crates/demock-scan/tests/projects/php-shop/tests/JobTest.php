<?php

namespace Acme\Shop\Tests;

use Acme\Shop\Jobs\JobRepository;
use Acme\Shop\Jobs\StockRepository;
use Acme\Shop\Receipts\RefreshTokenRepositoryInterface;
use PHPUnit\Framework\TestCase;

class JobTest extends TestCase
{
    public function testJobs(): void
    {
        $jobs = $this->createMock(JobRepository::class);
        $stock = $this->createMock(StockRepository::class);
        $tokens = $this->createMock(RefreshTokenRepositoryInterface::class);
    }
}
