<?php

namespace NeuronAI\Answers\Notes;

interface Notes
{
    public function all(): array;
}
