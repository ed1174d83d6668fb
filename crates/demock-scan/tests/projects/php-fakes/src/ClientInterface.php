<?php

namespace Symfony\Shop;

interface ClientInterface
{
    public function send(string $order): string;

    public function get(string $id): ?string;
}
