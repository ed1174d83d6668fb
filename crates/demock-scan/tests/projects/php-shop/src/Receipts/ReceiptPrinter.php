<?php

namespace Acme\Shop\Receipts;

class ReceiptPrinter
{
    public function printed(Receipt $receipt): string
    {
        return strtoupper($receipt->text);
    }
}
