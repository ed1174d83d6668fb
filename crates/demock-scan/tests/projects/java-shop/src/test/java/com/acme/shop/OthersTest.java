package com.acme.shop;

import static org.mockito.Mockito.mock;

import com.acme.shop.rpc.CartServiceGrpc;
import com.acme.shop.store.BasketCache;
import com.acme.shop.wire.Envelope;
import org.example.build.Project;
import org.example.build.ProjectClient;
import org.junit.jupiter.api.Test;

class OthersTest {
    @Test
    void tells() {
        Project notOurs = mock(Project.class);
        ProjectClient talksToOthers = mock(ProjectClient.class);
        Envelope generatedByUs = mock(Envelope.class);
        BasketCache keeps = mock(BasketCache.class);
        CartServiceGrpc.CartServiceBlockingStub ours = mock(CartServiceGrpc.CartServiceBlockingStub.class);
    }
}
