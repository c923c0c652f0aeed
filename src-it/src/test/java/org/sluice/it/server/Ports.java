package org.sluice.it.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports without a listener, below those that the system gives to outgoing connections (32768 and up on Linux): between
 * the look and a server's start lie seconds, in which one of the many connections of these tests could take such a port. The
 * ports below these are reserved by the build.
 */
public final class Ports {
    private static final int LOWEST = 26_000;
    private static final int COUNT = 6_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** One that is free on every address now, and another one at each call; another process may still be faster. */
    public static int free() {
        for (int i = 0; i < COUNT; i++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port above " + LOWEST);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
