package org.sluice.health;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The client and path of a request that met a fault, as two hashes, because each session keeps them for its whole life. If
 * hashes of different clients collide, they count as one client, to the member's advantage.
 *
 * @param client hash of the client's address; of an IPv6 address only its first 64 bits, since one host has all the rest
 * @param path hash of the requested path, without its query
 */
public record Source(int client, int path) {
    private static final int PREFIX = 8;

    /** Creates the hashes of a client's address and the path of its request target. */
    public static Source of(String address, String path) {
        return new Source(network(address), path.hashCode());
    }

    private static int network(String address) {
        int scope = address.indexOf('%');
        String bare = scope < 0 ? address : address.substring(0, scope);
        if (bare.indexOf(':') < 0 || !bare.chars().allMatch(Source::isOfLiteral)) {
            return address.hashCode();
        }
        try { // a literal address, without a name lookup
            InetAddress literal = InetAddress.getByName(bare);
            return literal instanceof Inet6Address
                    ? Arrays.hashCode(Arrays.copyOf(literal.getAddress(), PREFIX))
                    : literal.getHostAddress().hashCode();
        } catch (UnknownHostException e) {
            return address.hashCode();
        }
    }

    private static boolean isOfLiteral(int character) {
        return Character.digit(character, 16) >= 0 || character == ':' || character == '.';
    }
}
