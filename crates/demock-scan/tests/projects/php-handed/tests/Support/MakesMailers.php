<?php

namespace Shop\Tests\Support;

trait MakesMailers
{
    protected function makeMailer(): FakeMailer
    {
        return new FakeMailer();
    }
}
