package org.sluice.routing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.config.Cidr;
import org.sluice.config.Conditions;
import org.sluice.config.Configuration;
import org.sluice.config.ListenerConfig;
import org.sluice.config.ValuePattern;
import org.sluice.handshake.Headers;

/** The conditions of a rule beside host and path, ready to be asked; the cheap ones first. */
final class Further {
    private final List<Predicate<Asked>> all = new ArrayList<>();

    Further(Conditions conditions, Configuration configuration) {
        if (!conditions.methods().isEmpty()) {
            all.add(asked -> conditions.methods().contains(asked.method()));
        }
        if (!conditions.listeners().isEmpty()) {
            Set<Integer> ports = ports(conditions.listeners(), configuration);
            all.add(asked -> ports.contains(asked.handshake().listenerPort()));
        }
        conditions.headers().forEach((name, patterns) -> add(patterns, headers -> header(headers, name)));
        conditions.cookies().forEach((name, patterns) -> add(patterns, headers -> cookie(headers, name)));
        conditions.queries().forEach((name, patterns) -> {
            Predicate<String> fits = ValueTest.anyOf(patterns);
            all.add(asked -> query(asked.query(), name).anyMatch(fits));
        });
        if (!conditions.sources().isEmpty()) {
            all.add(asked ->
                    Cidr.anyContains(conditions.sources(), asked.handshake().clientAddress()));
        }
    }

    private void add(List<ValuePattern> patterns, Function<Headers, Stream<String>> values) {
        Predicate<String> fits = ValueTest.anyOf(patterns);
        all.add(asked -> values.apply(asked.handshake().headers()).anyMatch(fits));
    }

    boolean holds(Asked asked) {
        for (Predicate<Asked> one : all) {
            if (!one.test(asked)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Integer> ports(List<String> names, Configuration configuration) {
        return configuration.listeners().stream()
                .filter(listener -> names.contains(listener.name()))
                .map(ListenerConfig::port)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Each line as a whole and, for lists such as subprotocols, each of its parts. */
    private static Stream<String> header(Headers headers, String name) {
        return Stream.concat(headers.all(name).stream().map(String::strip), headers.tokens(name).stream());
    }

    /** Every value of this cookie (RFC 6265 4.2.1). */
    private static Stream<String> cookie(Headers headers, String name) {
        return headers.all("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .map(Further::unquoted);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Every value of this parameter, decoded as forms are; one without a value has the empty one. */
    private static Stream<String> query(String query, String name) {
        if (query.length() < 2) {
            return Stream.empty();
        }
        return Stream.of(query.substring(1).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> pair.length < 2 ? "" : decoded(pair[1]));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // no proper encoding: what stands there is meant as it is
        }
    }
}
