package org.sluice.health;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whose request a fault was seen on, and for what, to tell one from another: two numbers, since a session keeps them for as long
 * as it lives. Two that happen to be equal are taken for one, which spares the member.
 *
 * @param client of the client's address; of the first 64 bits where that is an IPv6 address, since one host has all the rest
 * @param path of the path it asked for, without its query
 */
public record Source(int client, int path) {
    private static final int PREFIX = 8;

    /** Of a client's address as text, and the path of a request target. */
    public static Source of(String address, String path) {
        return new Source(network(address), path.hashCode());
    }

    private static int network(String address) {
        int scope = address.indexOf('%');
        String bare = scope < 0 ? address : address.substring(0, scope);
        if (bare.indexOf(':') < 0 || !bare.chars().allMatch(Source::isOfLiteral)) {
            return address.hashCode();
        }
        try { // a literal, which is looked up nowhere
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
