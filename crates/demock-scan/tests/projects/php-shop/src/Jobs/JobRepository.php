<?php

namespace Acme\Shop\Jobs;

interface JobRepository
{
    public function last(): ?string;
}
