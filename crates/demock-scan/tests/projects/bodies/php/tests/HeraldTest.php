<?php

namespace Shop\Tests;

use PHPUnit\Framework\TestCase;
use Shop\Herald;

class HeraldTest extends TestCase
{
    public function testTells(): void
    {
        $herald = $this->createMock(Herald::class);
        $herald->expects($this->once())->method('tell');
    }
}
