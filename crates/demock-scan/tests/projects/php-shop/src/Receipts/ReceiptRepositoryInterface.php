<?php

namespace Acme\Shop\Receipts;

interface ReceiptRepositoryInterface
{
    public function keep(Receipt $receipt): void;
}
