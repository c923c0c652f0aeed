package org.sluice.routing;

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
import org.sluice.handshake.NamedValues;

/** The conditions of a rule other than host and path, prepared for matching; cheap ones first. */
final class OtherConditions {
    private final List<Predicate<RoutingRequest>> all = new ArrayList<>();

    OtherConditions(Conditions conditions, Configuration configuration) {
        if (!conditions.methods().isEmpty()) {
            all.add(request -> conditions.methods().contains(request.method()));
        }
        if (!conditions.listeners().isEmpty()) {
            Set<Integer> ports = ports(conditions.listeners(), configuration);
            all.add(request -> ports.contains(request.handshake().listenerPort()));
        }
        conditions.headers().forEach((name, patterns) -> add(patterns, headers -> NamedValues.inHeader(headers, name)));
        conditions.cookies().forEach((name, patterns) -> add(patterns, headers -> NamedValues.inCookie(headers, name)));
        conditions.queries().forEach((name, patterns) -> {
            Predicate<String> fits = ValueMatcher.anyOf(patterns);
            all.add(request -> NamedValues.inQuery(request.query(), name).anyMatch(fits));
        });
        if (!conditions.sources().isEmpty()) {
            all.add(request ->
                    Cidr.anyContains(conditions.sources(), request.handshake().clientAddress()));
        }
    }

    private void add(List<ValuePattern> patterns, Function<Headers, Stream<String>> values) {
        Predicate<String> fits = ValueMatcher.anyOf(patterns);
        all.add(request -> values.apply(request.handshake().headers()).anyMatch(fits));
    }

    boolean holds(RoutingRequest request) {
        for (int i = 0; i < all.size(); i++) { // by index: an iterator would be an object for each rule
            if (!all.get(i).test(request)) {
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
}
