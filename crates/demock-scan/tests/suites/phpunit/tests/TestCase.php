<?php

namespace Tests;

use Illuminate\Foundation\Testing\TestCase as BaseTestCase;
use Illuminate\Support\Facades\Http;

abstract class TestCase extends BaseTestCase
{
    use FakesMail;

    protected function setUp(): void
    {
        parent::setUp();
        Http::fake();
    }
}
