package org.sluice.backend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9][0-9]{2})(?: (.*))?");

    @Override
    public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
        Matcher parts = STATUS_LINE.matcher(line);
        if (!parts.matches() || !printable(line)) {
            throw new ParseException("no HTTP/1 status line");
        }
        var version = parts.group(1).equals("1") ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        String reason = parts.group(3) == null ? "" : parts.group(3);
        return new StatusLine(version, Integer.parseInt(parts.group(2)), reason);
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
        return line.chars().allMatch(character -> (character >= ' ' && character != 0x7f) || character == '\t');
    }
}
