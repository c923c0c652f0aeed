package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came back for a {@link HandshakeRequest}: the status, the header lines as they were written, and the body if it is no 101. */
public record HttpAnswer(int status, HeaderLines headers, String body) {
    static HttpAnswer read(InputStream in) throws IOException {
        HttpHead head =
                HttpHead.read(in).orElseThrow(() -> new EOFException("The connection ended without any HTTP answer"));
        if (!head.firstLine().matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("Not an HTTP answer: " + head.firstLine());
        }
        int status = Integer.parseInt(head.firstLine().substring(9, 12));
        boolean bodiless = status < 200 || status == 204 || status == 304;
        return new HttpAnswer(status, head.headers(), bodiless ? "" : body(head.headers(), in));
    }

    private static String body(HeaderLines headers, InputStream in) throws IOException {
        Optional<String> length = headers.first("Content-Length");
        if (length.isPresent()) {
            return new String(in.readNBytes(Integer.parseInt(length.get())), ISO_8859_1);
        }
        boolean chunked = headers.first("Transfer-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
        return new String(chunked ? chunks(in) : in.readAllBytes(), ISO_8859_1);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in), 16);
        while (size > 0) {
            body.write(in.readNBytes(size));
            line(in);
            size = Integer.parseInt(line(in), 16);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The chunked body ended after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    public List<String> all(String name) {
        return headers.all(name);
    }

    public Optional<String> first(String name) {
        return headers.first(name);
    }
}
