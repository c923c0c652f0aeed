package org.sluice.bench.stock;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The session with the member. */
@ClientEndpoint
public class StockMember {
    private final Session client;

    StockMember(Session client) {
        this.client = client;
    }

    @OnOpen
    public void open(Session session) {
        StockEndpoint.large(session);
    }

    @OnMessage
    public void text(String message) throws IOException {
        client.getBasicRemote().sendText(message);
    }

    @OnMessage
    public void binary(ByteBuffer message) throws IOException {
        client.getBasicRemote().sendBinary(message);
    }

    @OnClose
    public void close() throws IOException {
        client.close();
    }
}
