package org.sluice.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.grammar.Kind;

/**
 * Which web origins are accepted (RFC 6455 10.2).
 *
 * @param list only for {@link Mode#LISTED}: {@code https://example.com}, {@code https://*.example.com}, {@code null}
 */
public record Origins(Mode mode, List<String> list) {
    /** How the Origin header is checked. */
    public enum Mode {
        /** By the member, which receives it unchanged. */
        ANY,
        /** It must name the host of the request. */
        SAME_HOST,
        /** It must be in the list. */
        LISTED
    }

    private static final Pattern ORIGIN = Pattern.compile(
            "null|[a-z][a-z0-9+.-]{0,30}://(\\*\\.)?([a-z0-9_.-]{1,253}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

    /** Left to the member. */
    public static final Origins ANY = new Origins(Mode.ANY, List.of());

    private static final Origins SAME_HOST = new Origins(Mode.SAME_HOST, List.of());

    private static final Kind<List<String>> LIST = Kind.listOf(Kind.of(
            "any, same-host or origins such as https://example.com",
            text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(ORIGIN.asMatchPredicate()),
            String::toString));

    static final Kind<Origins> KIND = Kind.pointing(
            "any, same-host, or one or more origins such as https://example.com",
            (text, complaint) -> switch (text) {
                case "any" -> Optional.of(ANY);
                case "same-host" -> Optional.of(SAME_HOST);
                default -> LIST.parse(text, complaint).map(list -> new Origins(Mode.LISTED, list));
            },
            Origins::toString);

    public Origins {
        list = List.copyOf(list);
        if ((mode == Mode.LISTED) == list.isEmpty() || !list.stream().allMatch(ORIGIN.asMatchPredicate())) {
            throw new IllegalArgumentException("origins: " + list + " (expected: " + KIND.expected() + ")");
        }
    }

    @Override
    public String toString() {
        return switch (mode) {
            case ANY -> "any";
            case SAME_HOST -> "same-host";
            case LISTED -> LIST.print(list);
        };
    }
}
