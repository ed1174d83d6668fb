<?php

namespace Tests\Feature;
use Tests\TestCase;

class OrderTest extends TestCase
{
    public function test_pays(): void
    {
        $this->assertSame(1, (new Order())->pay());
    }
}
