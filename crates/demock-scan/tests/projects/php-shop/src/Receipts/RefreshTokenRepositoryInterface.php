<?php

namespace Acme\Shop\Receipts;

interface RefreshTokenRepositoryInterface
{
    public function revoke(string $token): void;
}
