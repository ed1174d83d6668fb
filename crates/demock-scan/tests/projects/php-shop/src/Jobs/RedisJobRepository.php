<?php

namespace Acme\Shop\Jobs;

class RedisJobRepository implements JobRepository
{
    public function __construct(private Connections $connections)
    {
    }

    public function last(): ?string
    {
        $names = array_map('strtolower', $this->connections->named('jobs'));

        return end($names) ?: null;
    }
}
