<?php

namespace NeuronAI\Answers;

interface TopicInterface
{
    public function name(): string;
}
