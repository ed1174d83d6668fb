<?php

namespace NeuronAI\Answers;

interface PlatformInterface
{
    public function ask(string $question): string;
}
