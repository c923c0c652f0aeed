package org.sluice.config;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.sluice.grammar.Kind;

/** A range of addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address. Immutable. */
public final class Cidr {
    static final Kind<Cidr> KIND =
            Kind.of("an address or a range such as 10.0.0.0/8 or 2001:db8::/32", Cidr::parse, Cidr::toString);

    /** Only complete addresses: no {@code 10.1}, no octal, no {@code *}, no empty text. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .toParams();

    private final IPAddress range;

    private Cidr(IPAddress range) {
        this.range = range;
    }

    /** Parses a range.
     *
     * @throws IllegalArgumentException if the text is no range
     */
    public static Cidr of(String text) {
        return parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("range: " + text + " (expected: " + KIND.expected() + ")"));
    }

    static Optional<Cidr> parse(String text) {
        return Optional.ofNullable(new IPAddressString(text, STRICT).getAddress())
                .map(IPAddress::toPrefixBlock)
                .map(Cidr::plain)
                .map(Cidr::new);
    }

    /** An IPv4 client of a listener bound to IPv6 may show as {@code ::ffff:10.0.0.1}. */
    private static IPAddress plain(IPAddress address) {
        boolean mapped = address.isIPv6() && address.toIPv6().isIPv4Mapped();
        return mapped ? address.toIPv6().getEmbeddedIPv4Address() : address;
    }

    static boolean isAddress(String text) {
        return !text.contains("/") && parse(text).isPresent();
    }

    /** Whether the range contains this address; false if the text is no address. */
    public boolean contains(String address) {
        IPAddress parsed = new IPAddressString(address, STRICT).getAddress();
        return parsed != null && range.contains(plain(parsed));
    }

    /** Whether any of the ranges contains the address, which is parsed once. */
    public static boolean anyContains(Collection<Cidr> ranges, String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        IPAddress parsed = new IPAddressString(address, STRICT).getAddress();
        return parsed != null && ranges.stream().anyMatch(cidr -> cidr.range.contains(plain(parsed)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && range.equals(cidr.range);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(range);
    }

    @Override
    public String toString() {
        return range.toCanonicalString();
    }
}
