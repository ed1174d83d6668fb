<?php

namespace Acmelib;

use Acmelib\Text\Parts;

interface NameClient
{
    public function ask(Parts $parts): string;
}
