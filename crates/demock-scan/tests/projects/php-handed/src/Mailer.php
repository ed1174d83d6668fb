<?php

namespace Shop;

interface Mailer
{
    public function send(string $to): void;
}
