<?php

namespace Shop\Tests;

use Shop\Mailer;

abstract class ShopTestCase extends \PHPUnit\Framework\TestCase
{
    protected function stubMailer(): Mailer
    {
        return new class implements Mailer {
            public function send(string $to): void
            {
            }
        };
    }

    protected function limit(): int
    {
        return 3;
    }
}
