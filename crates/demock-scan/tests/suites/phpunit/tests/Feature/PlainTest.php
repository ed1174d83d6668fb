<?php

namespace Tests\Feature;

use Illuminate\Foundation\Testing\TestCase as Laravel;
use PHPUnit\Framework\TestCase;
use Tests\FakesMail;

class PlainTest extends TestCase
{
    public function test_adds(): void
    {
        $this->assertSame(3, array_sum([1, 2]));
    }
}

class MailTest extends Laravel
{
    use FakesMail;

    public function test_mails(): void
    {
        $this->assertSame(1, (new Order())->mail());
    }
}
