package org.sluice.it.server;

import java.net.URI;
import java.nio.file.Path;
import org.sluice.it.kit.Authority;

/**
 * A running server with Sluice in it, as a client sees it. All addresses are on the loopback.
 *
 * @param kind which of the three
 * @param httpPort of the plain listener
 * @param httpsPort of the TLS listener, whose certificate is the server's own, self-signed one
 * @param log the server's log; it is kept after the build
 */
public record Server(Kind kind, int httpPort, int httpsPort, Path log) {
    /** The server that all classes of this run share. */
    public static Server current() {
        var kind = Kind.current();
        return new Server(kind, Setting.HTTP_PORT.port(), Setting.HTTPS_PORT.port(), kind.log(kind.qualifier()));
    }

    /** Who vouches for members, in the eyes of the server that all classes of this run share. */
    public static Authority trusted() {
        var folder = Setting.PREPARED.path().resolve("authority");
        Prepared.alone(folder.resolveSibling("authority.lock"), () -> Authority.in(folder));
        return Authority.in(folder);
    }

    /** {@code path} begins with a slash and is taken as it is. */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    public URI https(String path) {
        return URI.create("https://127.0.0.1:" + httpsPort + path);
    }

    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + httpPort + path);
    }

    public URI wss(String path) {
        return URI.create("wss://127.0.0.1:" + httpsPort + path);
    }

    @Override
    public String toString() {
        return kind.qualifier();
    }
}
