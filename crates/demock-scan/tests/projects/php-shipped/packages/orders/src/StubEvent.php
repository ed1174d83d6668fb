<?php

namespace Acme\Orders;

final class StubEvent implements \JsonSerializable
{
    public function jsonSerialize(): array
    {
        return [];
    }
}
