package org.sluice.backend;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Parses status and header lines strictly by RFC 9112 4 and 5, so that Sluice and the client cannot read two different answers
 * in the same bytes.
 */
final class StrictLineParser extends BasicLineParser {
    private static final String VERSION = "HTTP/1.";
    /** {@code HTTP/1.1 101}; a blank and the reason may follow. */
    private static final int SHORTEST = 12;

    @Override
    public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
        if (!isStatusLine(line) || !printable(line)) {
            throw new ParseException("no HTTP/1 status line");
        }
        var version = line.charAt(VERSION.length()) == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        String reason = line.length() > SHORTEST ? line.substring(SHORTEST + 1, line.length()) : "";
        return new StatusLine(version, Integer.parseInt(line.substring(SHORTEST - 3, SHORTEST)), reason);
    }

    private static boolean isStatusLine(CharArrayBuffer line) {
        if (line.length() < SHORTEST || (line.length() > SHORTEST && line.charAt(SHORTEST) != ' ')) {
            return false;
        }
        for (int i = 0; i < VERSION.length(); i++) {
            if (line.charAt(i) != VERSION.charAt(i)) {
                return false;
            }
        }
        char minor = line.charAt(VERSION.length());
        return (minor == '0' || minor == '1')
                && line.charAt(VERSION.length() + 1) == ' '
                && line.charAt(SHORTEST - 3) != '0'
                && isDigit(line.charAt(SHORTEST - 3))
                && isDigit(line.charAt(SHORTEST - 2))
                && isDigit(line.charAt(SHORTEST - 1));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    @Override
    public Header parseHeader(CharArrayBuffer line) throws ParseException {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (!HttpToken.is(name) || !printable(line)) {
            throw new ParseException("no header line");
        }
        return new BasicHeader(name, line.substringTrimmed(colon + 1, line.length()));
    }

    private static boolean printable(CharArrayBuffer line) {
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if ((character < ' ' && character != '\t') || character == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
