package org.sluice.web.operate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.CRC32;

/** One file of a page, read once from the class path and held in memory. Immutable. */
final class Asset {
    private final String type;
    private final String tag;
    private final byte[] bytes;

    private Asset(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        this.tag = tagOf(bytes);
    }

    /**
     * The file {@code name} of the demo.
     *
     * @throws NullPointerException if the build does not contain it
     */
    static Asset read(String name, String type) {
        try (var in = Objects.requireNonNull(Asset.class.getResourceAsStream("demo/" + name), name)) {
            return new Asset(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its media type, with the charset. */
    String type() {
        return type;
    }

    /** The entity tag, quoted (RFC 9110 8.8.3), which changes with the content. */
    String tag() {
        return tag;
    }

    /** In bytes. */
    int length() {
        return bytes.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    private static String tagOf(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return "\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(bytes.length) + "\"";
    }
}
