package org.sluice.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of one member. Its identity is {@link #uri()}.
 *
 * @param uri {@code ws://host:port} or {@code wss://host:port}: in lower case, always with a port, and with nothing after it
 * @param secure whether connections to it use TLS
 * @param host a name or a literal address, without brackets
 * @param port 1-65535
 * @param weight its share, 0-100; 0 = no new relays, but still checked
 * @param backup whether it serves only when no other member is healthy
 * @param intent whether it serves, drains or is off
 */
public record MemberConfig(URI uri, boolean secure, String host, int port, int weight, boolean backup, Intent intent) {
    static final String EXPECTED =
            "ws://HOST:PORT or wss://HOST:PORT, then weight=0..100, backup, drain or off, parted by blanks";

    /** A host may have an underscore, as names of containers often do; {@link URI} does not accept that as a host. */
    private static final Pattern FORM =
            Pattern.compile("(wss?)://(\\[[0-9a-f:.]{2,45}]|[a-z0-9_](?:[a-z0-9._-]{0,253}))(?::([0-9]{1,5}))?/?");

    private static final Pattern WEIGHT = Pattern.compile("weight=([0-9]{1,3})");

    public MemberConfig {
        URI right = address(secure, host, port);
        if (!uri.equals(right) || !FORM.matcher(right.toString()).matches() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("member: " + uri + " (expected: " + right + ")");
        }
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: 0..100)");
        }
    }

    /**
     * Reads {@code wss://10.0.0.2:8443 weight=2 backup}.
     *
     * @throws IllegalArgumentException if the text is not a member
     */
    public static MemberConfig of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("member: " + text + " (expected: " + EXPECTED + ")"));
    }

    static Optional<MemberConfig> parse(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        Matcher form = FORM.matcher(parts[0].toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean secure = form.group(1).equals("wss");
        int port = form.group(3) == null ? (secure ? 443 : 80) : Integer.parseInt(form.group(3));
        String host = form.group(2).replace("[", "").replace("]", "");
        if (port < 1 || port > 65_535 || !isHost(host)) {
            return Optional.empty();
        }
        return withOptions(
                new MemberConfig(address(secure, host, port), secure, host, port, 1, false, Intent.SERVE), parts);
    }

    private static boolean isHost(String host) {
        return Cidr.isAddress(host) || (!host.contains(":") && !host.matches("[0-9.]*") && !host.contains(".."));
    }

    private static Optional<MemberConfig> withOptions(MemberConfig plain, String[] parts) {
        MemberConfig member = plain;
        boolean weighted = false;
        for (int i = 1; i < parts.length; i++) {
            Matcher weight = WEIGHT.matcher(parts[i]);
            if (parts[i].equals("backup") && !member.backup) {
                member = member.with(member.weight, true, member.intent);
            } else if (weight.matches() && !weighted && Integer.parseInt(weight.group(1)) <= 100) {
                member = member.with(Integer.parseInt(weight.group(1)), member.backup, member.intent);
                weighted = true;
            } else if (isIntent(parts[i]) && member.intent == Intent.SERVE) {
                member = member.with(member.weight, member.backup, Intent.valueOf(parts[i].toUpperCase(Locale.ROOT)));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(member);
    }

    private static boolean isIntent(String part) {
        return part.equals(Intent.DRAIN.toString()) || part.equals(Intent.OFF.toString());
    }

    private MemberConfig with(int otherWeight, boolean otherBackup, Intent other) {
        return new MemberConfig(uri, secure, host, port, otherWeight, otherBackup, other);
    }

    private static URI address(boolean secure, String host, int port) {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((secure ? "wss://" : "ws://") + bracketed + ":" + port);
    }

    /** As written in an entry. */
    @Override
    public String toString() {
        return uri
                + (weight == 1 ? "" : " weight=" + weight)
                + (backup ? " backup" : "")
                + (intent == Intent.SERVE ? "" : " " + intent);
    }
}
