package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The head of an HTTP message as it came: its bytes as ISO 8859-1, its first line, its header lines. */
record HttpHead(String raw, String firstLine, HeaderLines headers) {
    private static final int LONGEST = 1 << 20;

    /** Waits for the empty line. Empty if the stream ends before the first byte. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int next = in.read();
            if (next < 0 && head.size() == 0) {
                return Optional.empty();
            }
            if (next < 0 || head.size() > LONGEST) {
                throw new EOFException("No end of the head after: " + head.toString(ISO_8859_1));
            }
            head.write(next);
            lineFeeds = next == '\n' ? lineFeeds + 1 : next == '\r' ? lineFeeds : 0;
        }
        return Optional.of(parse(head.toString(ISO_8859_1)));
    }

    private static HttpHead parse(String raw) {
        List<String> lines = raw.lines().filter(line -> !line.isEmpty()).toList();
        return new HttpHead(raw, lines.get(0), new HeaderLines(lines.subList(1, lines.size())));
    }
}
