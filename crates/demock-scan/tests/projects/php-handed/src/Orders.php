<?php

namespace Shop;

class Orders
{
    public function __construct(private Mailer $mailer)
    {
    }

    public function place(string $to): int
    {
        $this->mailer->send($to);

        return 1;
    }
}
