<?php

class Post
{
    public function send(string $text): string
    {
        return trim($text);
    }
}
