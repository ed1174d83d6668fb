<?php

namespace Acme\Shop\Staff;

class Directory
{
    public function open(string $host): mixed
    {
        return ldap_connect($host);
    }

    public function find(mixed $link, string $base, string $filter): mixed
    {
        return ldap_search($link, $base, $filter);
    }

    public function named(string $name): string
    {
        return strtolower($name);
    }
}
