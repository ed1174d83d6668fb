<?php

use App\Square\Row;
use PHPUnit\Framework\TestCase;
use Square\Apis\OrdersApi;
use Square\Desk\Made;

class RowTest extends TestCase
{
    public function testRow(): void
    {
        $row = $this->createMock(Row::class);
        $orders = $this->createMock(OrdersApi::class);
        $made = $this->createMock(Made::class);
        $this->assertSame(2, $row->twice(1));
    }
}
