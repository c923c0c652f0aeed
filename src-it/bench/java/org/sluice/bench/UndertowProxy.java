package org.sluice.bench;

import io.undertow.Undertow;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.URI;

/** A program: Undertow's reverse proxy before one member, as its documentation sets it up. */
final class UndertowProxy {
    private UndertowProxy() {}

    /** Listens on the port of the first argument, before a member at that of the second. */
    public static void main(String[] arguments) {
        var members = new LoadBalancingProxyClient()
                .setConnectionsPerThread(10_000)
                .addHost(URI.create("http://127.0.0.1:" + arguments[1]));
        Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
                .setIoThreads(Runtime.getRuntime().availableProcessors())
                .setHandler(ProxyHandler.builder()
                        .setProxyClient(members)
                        .setMaxRequestTime(-1)
                        .build())
                .build()
                .start();
    }
}
