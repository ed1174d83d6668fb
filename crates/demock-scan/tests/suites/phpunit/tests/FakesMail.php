<?php

namespace Tests;

use Illuminate\Support\Facades\Mail;

trait FakesMail
{
    protected function setUpFakesMail(): void
    {
        Mail::fake();
    }
}
