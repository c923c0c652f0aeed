package org.sluice.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.handshake.OpeningRules;

/**
 * What keeps a request from being read in two ways (RFC 9112 6.3, 11.2): the server's parser may have been lenient, the member's may
 * be otherwise. Stateless.
 */
public final class RequestRules {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/2.0", "HTTP/1.0");

    private RequestRules() {}

    /**
     * Judges a request.
     *
     * @param protocol as the server names it
     * @param target as the client wrote it
     * @return what is wrong with it, if anything is
     */
    public static Optional<HandshakeFault> faultOf(String method, String protocol, String target, Headers headers) {
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            return fault(405, method + " is not carried", new Headers(List.of(new Header("Allow", "GET, HEAD, POST"))));
        }
        if (!METHOD.matcher(method).matches()) {
            return fault("The method is no token");
        }
        if (!VERSIONS.contains(protocol)) {
            return fault("HTTP/1.1 is spoken here");
        }
        if (!target.startsWith("/") || !target.chars().allMatch(RequestRules::isOfTarget)) {
            return fault("The request target is malformed");
        }
        return faultOfHeaders(protocol, headers);
    }

    private static Optional<HandshakeFault> faultOfHeaders(String protocol, Headers headers) {
        if (!headers.lines().stream().allMatch(OpeningRules::isWellFormed)) {
            return fault("A header is malformed");
        }
        List<String> hosts = headers.all("Host");
        if (hosts.size() > 1 || (hosts.isEmpty() && protocol.equals("HTTP/1.1"))) {
            return fault("Exactly one Host header is needed");
        }
        if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            return fault("Host is malformed");
        }
        List<String> expected = headers.all("Expect");
        if (!expected.stream().allMatch("100-continue"::equalsIgnoreCase)) {
            return fault(417, "Only 100-continue can be expected", Headers.none());
        }
        return faultOfFraming(protocol, headers);
    }

    private static Optional<HandshakeFault> faultOfFraming(String protocol, Headers headers) {
        List<String> lengths = headers.all("Content-Length");
        List<String> codings = headers.all("Transfer-Encoding");
        if (lengths.size() > 1
                || !lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())) {
            return fault("Content-Length must be one number");
        }
        if (codings.size() > 1 || !codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
            return fault("Transfer-Encoding must be chunked");
        }
        if (!codings.isEmpty() && (!lengths.isEmpty() || !protocol.equals("HTTP/1.1"))) {
            return fault("Transfer-Encoding cannot stand here");
        }
        return Optional.empty();
    }

    /**
     * The length of the body of a request without fault.
     *
     * @return bytes, or {@link PlainRequest#CHUNKED}
     */
    public static long lengthOf(String method, String protocol, Headers headers) {
        Optional<String> length = headers.first("Content-Length");
        if (length.isPresent()) {
            return Long.parseLong(length.get());
        }
        boolean chunked = headers.first("Transfer-Encoding").isPresent();
        // HTTP/2 needs neither (RFC 9113 8.1.1).
        boolean mayFollow = protocol.equals("HTTP/2.0")
                && !List.of("GET", "HEAD", "OPTIONS", "DELETE").contains(method);
        return chunked || mayFollow ? PlainRequest.CHUNKED : 0;
    }

    private static boolean isOfTarget(int sign) {
        return sign > ' ' && sign != 0x7F && sign != '#';
    }

    private static Optional<HandshakeFault> fault(String message) {
        return fault(400, message, Headers.none());
    }

    private static Optional<HandshakeFault> fault(int status, String message, Headers headers) {
        return Optional.of(new HandshakeFault(status, message, headers));
    }
}
