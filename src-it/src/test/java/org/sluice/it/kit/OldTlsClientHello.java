package org.sluice.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The ClientHello of a TLS client (RFC 5246 7.4.1.2), written by hand: the JDK offers no version older than TLS 1.2. */
public final class OldTlsClientHello {
    /** What a server answers. */
    public enum Answer {
        /** It goes on in this version. */
        AGREED,
        REFUSED
    }

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Elliptic curves and RSA, with CBC for TLS 1.1 and GCM for TLS 1.2, whichever key the server has. */
    private static final byte[] SUITES = HexFormat.of().parseHex("c009c00ac013c014002f0035c02bc02fc02cc030");

    /** P-256 and P-384, uncompressed points, and the usual signatures. */
    private static final byte[] EXTENSIONS =
            HexFormat.of().parseHex("000a0006000400170018" + "000b00020100" + "000d000e000c040304010503050102030201");

    private OldTlsClientHello() {}

    /**
     * Says it, and looks at the answer.
     *
     * @param minor the newest version that the client speaks: 2 for TLS 1.1, 3 for TLS 1.2
     */
    public static Answer answerTo(Address address, int minor) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
            socket.getOutputStream().write(record(minor));
            var in = new DataInputStream(socket.getInputStream());
            int type = in.readUnsignedByte();
            in.readUnsignedByte();
            return type == HANDSHAKE && in.readUnsignedByte() == minor ? Answer.AGREED : Answer.REFUSED;
        } catch (EOFException | SocketException e) {
            return Answer.REFUSED;
        }
    }

    private static byte[] record(int minor) throws IOException {
        byte[] body = hello(minor);
        ByteBuffer record = ByteBuffer.allocate(9 + body.length);
        record.put((byte) HANDSHAKE).put((byte) 3).put((byte) 1).putShort((short) (4 + body.length));
        record.putInt(CLIENT_HELLO << 24 | body.length);
        return record.put(body).array();
    }

    private static byte[] hello(int minor) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(new byte[] {3, (byte) minor});
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        out.write(random);
        out.writeByte(0); // no session to go on with
        out.writeShort(SUITES.length);
        out.write(SUITES);
        out.write(new byte[] {1, 0}); // no compression
        out.writeShort(EXTENSIONS.length);
        out.write(EXTENSIONS);
        return bytes.toByteArray();
    }
}
