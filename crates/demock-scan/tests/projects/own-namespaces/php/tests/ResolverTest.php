<?php

use Illuminate\Database\ConnectionResolverInterface;
use Illuminate\Database\RowShape;
use PHPUnit\Framework\TestCase;

class ResolverTest extends TestCase
{
    public function testResolver(): void
    {
        $resolver = $this->createMock(ConnectionResolverInterface::class);
        $shape = $this->createMock(RowShape::class);
        $this->assertSame([], $shape->columns('a'));
    }
}
