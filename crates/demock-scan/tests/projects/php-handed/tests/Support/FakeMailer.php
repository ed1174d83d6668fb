<?php

namespace Shop\Tests\Support;

use Shop\Mailer;

final class FakeMailer implements Mailer
{
    public array $sent = [];

    public function send(string $to): void
    {
        $this->sent[] = $to;
    }
}
