<?php

namespace Acme\Shop\Tests\Providers\OpenAi;

use GuzzleHttp\Handler\MockHandler;
use GuzzleHttp\Psr7\Response;
use PHPUnit\Framework\TestCase;
use Psr\Http\Client\ClientInterface;

class AnswersTest extends TestCase
{
    public function testAnswers(): void
    {
        $handler = new MockHandler([new Response(200, [], '{"choices": []}')]);
        $client = $this->createMock(ClientInterface::class);
        $this->assertSame([], (new Answers($handler, $client))->choices());
    }
}
