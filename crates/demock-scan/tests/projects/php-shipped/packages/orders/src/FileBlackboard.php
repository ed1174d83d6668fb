<?php

namespace Acme\Orders;

final class FileBlackboard implements Blackboard
{
    public function write(string $line): void
    {
        file_put_contents('/var/lib/orders/board', $line, FILE_APPEND);
    }
}
