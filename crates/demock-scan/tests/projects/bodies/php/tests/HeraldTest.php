<?php

namespace Shop\Tests;

use PHPUnit\Framework\TestCase;
use Shop\Herald;
use Shop\Herald\Wire;
use Shop\Old\Post;

class HeraldTest extends TestCase
{
    public function testTells(): void
    {
        $herald = $this->createMock(Herald::class);
        $herald->expects($this->once())->method('tell');
        $this->createMock(Wire::class);
        $this->createMock(Post::class);
        $this->createMock(Desk::class);
    }
}
