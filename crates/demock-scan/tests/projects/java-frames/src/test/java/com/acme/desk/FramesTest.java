package com.acme.desk;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.opentracing.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.ext.web.RoutingContext;
import io.vertx.proton.ProtonSender;
import io.vertx.sqlclient.Pool;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pf4j.PluginManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.thymeleaf.context.ITemplateContext;

class FramesTest {
    private PageCursor cursor = new PageCursor();

    @Test
    void standsForWhatTheTypesAre() {
        cursor = spy(cursor);
        CacheManager manager = mock(CacheManager.class);
        RatesCache rates = mock(RatesCache.class);
        PagesCache pages = mock(PagesCache.class);
        PageCursor other = mock(PageCursor.class);
        Channel channel = mock(Channel.class);
        ChannelHandlerContext context = mock(ChannelHandlerContext.class);
        Span span = mock(Span.class);
        Vertx vertx = mock(Vertx.class);
        HttpClient client = mock(HttpClient.class);
        RoutingContext routing = mock(RoutingContext.class);
        ProtonSender sender = mock(ProtonSender.class);
        Pool pool = mock(Pool.class);
        Function<String, String> function = mock(Function.class);
        PluginManager plugins = mock(PluginManager.class);
        ObjectProvider<String> provider = mock(ObjectProvider.class);
        PasswordEncoder encoder = mock(PasswordEncoder.class);
        ITemplateContext template = mock(ITemplateContext.class);
    }
}
