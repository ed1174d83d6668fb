<?php

namespace Acmelib\Tests\Support;

use Acmelib\Names;
use Acmelib\Text\Parts;

class FakeNames extends Names
{
    public array $asked = [];

    public function join(Parts $parts): string
    {
        $this->asked[] = $parts;
        return '';
    }
}
