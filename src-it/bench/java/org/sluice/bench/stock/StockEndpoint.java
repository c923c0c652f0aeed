package org.sluice.bench.stock;

import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A load balancer in forty lines of Jakarta WebSocket: what most people would write, and what it costs. */
@ServerEndpoint("/{part}")
public class StockEndpoint {
    /** The system property with the member's port. */
    public static final String MEMBER = "bench.member";

    private static final int LARGEST = 256 << 10;

    private @Nullable Session member;

    /** The container makes one for each session. */
    public StockEndpoint() {}

    @OnOpen
    public void open(Session client, EndpointConfig config) throws IOException, DeploymentException {
        large(client);
        String query = client.getQueryString();
        URI there = URI.create("ws://127.0.0.1:" + System.getProperty(MEMBER)
                + "/" + client.getPathParameters().get("part")
                + (query == null || query.isEmpty() ? "" : "?" + query));
        member = ContainerProvider.getWebSocketContainer().connectToServer(new StockMember(client), there);
        large(member);
    }

    @OnMessage
    public void text(String message) throws IOException {
        if (member != null) {
            member.getBasicRemote().sendText(message);
        }
    }

    @OnMessage
    public void binary(ByteBuffer message) throws IOException {
        if (member != null) {
            member.getBasicRemote().sendBinary(message);
        }
    }

    @OnClose
    public void close(CloseReason reason) throws IOException {
        if (member != null) {
            member.close();
        }
    }

    static void large(Session session) {
        session.setMaxBinaryMessageBufferSize(LARGEST);
        session.setMaxTextMessageBufferSize(LARGEST);
        session.setMaxIdleTimeout(0);
    }
}
