<?php

use Illuminate\Support\Facades\Http;

uses(Tests\TestCase::class)->beforeEach(function () {
    Http::fake();
})->in('Feature');
