<?php

namespace Acme\Shop\Tests\Stores;

use PHPUnit\Framework\TestCase;
use Psr\Http\Server\RequestHandlerInterface;
use Symfony\Component\HttpClient\MockHttpClient;
use Symfony\Component\HttpClient\Response\MockResponse;

class QdrantStoreTest extends TestCase
{
    public function testAdds(): void
    {
        $client = new MockHttpClient([
            new MockResponse('{"status": "ok"}'),
        ]);
        $late = new MockResponse('{"status": "late"}');
        $this->assertSame('ok', (new QdrantStore($client, $late))->add([1.0]));
    }

    public function testIsBehindAHandler(): void
    {
        $handler = $this->createMock(RequestHandlerInterface::class);
        $this->assertTrue((new QdrantStore($handler))->isBehind());
    }
}
