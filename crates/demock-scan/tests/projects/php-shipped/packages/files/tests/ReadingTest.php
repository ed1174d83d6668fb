<?php

namespace League\Flysystem\Tests;

use League\Flysystem\InMemoryAdapter;
use PHPUnit\Framework\TestCase;

final class ReadingTest extends TestCase
{
    public function testReadsNothing(): void
    {
        self::assertSame('', (new InMemoryAdapter())->read('a.txt'));
    }
}
