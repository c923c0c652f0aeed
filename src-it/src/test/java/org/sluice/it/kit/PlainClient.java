package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;

/** A client that writes plain HTTP byte by byte, and reads answers one after the other. One thread may write while another reads. */
public final class PlainClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Address address;

    private PlainClient(Address address, int receiveBuffer) throws IOException {
        this.address = address;
        Socket plain = new Socket();
        if (receiveBuffer > 0) {
            plain.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) PATIENCE.toMillis());
        plain.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
        socket = address.tls()
                ? Tls.trustingAll().getSocketFactory().createSocket(plain, address.host(), address.port(), true)
                : plain;
        in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        out = socket.getOutputStream();
    }

    public static PlainClient connect(Address address) throws IOException {
        return new PlainClient(address, 0);
    }

    /** One whose system takes no more than so many bytes for it. */
    public static PlainClient connect(Address address, int receiveBuffer) throws IOException {
        return new PlainClient(address, receiveBuffer);
    }

    /** The head of an answer; its body is to be read from {@link #body}. */
    public record Head(int status, String reason, HeaderLines headers) {}

    public void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * Sends the head of a request.
     *
     * @param lines without line ends; {@code Host} is added
     */
    public void request(String method, String target, String... lines) throws IOException {
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + address.authority() + "\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        send(head.append("\r\n").toString());
    }

    /** Waits for the next answer's head. */
    public Head head() throws IOException {
        HttpHead head = HttpHead.read(in).orElseThrow(() -> new EOFException("the connection ended without an answer"));
        String[] first = head.firstLine().split(" ", 3);
        return new Head(Integer.parseInt(first[1]), first.length < 3 ? "" : first[2], head.headers());
    }

    /** The body that belongs to {@code head}; reading it fails where it breaks off. */
    public InputStream body(Head head) {
        boolean framed = head.headers().first("Content-Length").isPresent()
                || head.headers().first("Transfer-Encoding").isPresent();
        return framed ? HttpMember.bodyOf(head.headers(), in) : in;
    }

    /** A request without a body, and its whole answer as text. */
    public String get(String target, String... lines) throws IOException {
        request("GET", target, lines);
        Head head = head();
        return head.status() + " " + new String(body(head).readAllBytes(), ISO_8859_1);
    }

    /** How long this client waits for anything. */
    public PlainClient waitLimits(Duration waitLimits) throws IOException {
        socket.setSoTimeout((int) waitLimits.toMillis());
        return this;
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    /** RST. */
    public void reset() throws IOException {
        Sockets.reset(socket);
    }

    /** FIN; it goes on reading. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
