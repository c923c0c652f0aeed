package org.sluice.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sluice.backend.MemberSession;
import org.sluice.backend.MessageMembers;
import org.sluice.handshake.Handshake;
import org.sluice.message.MessageOrder;
import org.sluice.message.Messages;
import org.sluice.message.Peer;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Relays;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;

/**
 * Opens relays of messages, and holds what relays of both kinds need.
 *
 * @param relays opens relays of frames
 * @param members opens sessions with members
 * @param messages opens relays of messages
 * @param interceptors the deployed interceptors by name, in their order
 */
public record RelayOpener(
        Relays relays,
        MessageMembers members,
        Messages messages,
        Supplier<Map<String, MessageInterceptor>> interceptors) {

    void open(OpenedHandshake opening, RelayTerms terms, MemberSession member, Peer client, RelayEvents events) {
        Exchange exchange = new Exchange(
                opening.handshake(),
                who(opening.handshake()),
                opening.route().rule().name(),
                opening.route().pool());
        messages.open(
                new MessageOrder(
                        member,
                        terms,
                        opening.route().sizeLimits().maxMessage(),
                        exchange,
                        chosen(opening.route().terms().relay().interceptors())),
                client,
                events);
    }

    private static Exchange.Who who(Handshake handshake) {
        return handshake
                .identity()
                .map(known -> new Exchange.Who(Optional.of(known.principal()), Set.copyOf(known.roles())))
                .orElse(Exchange.Who.UNKNOWN);
    }

    /** The first of {@code names} that is not deployed. Without it messages would pass unseen, so the handshake is refused. */
    Optional<String> missing(List<String> names) {
        return names.stream()
                .filter(name -> !interceptors.get().containsKey(name))
                .findFirst();
    }

    /** The interceptors with these names, in the order of their priorities. */
    private List<MessageInterceptor> chosen(List<String> names) {
        return interceptors.get().entrySet().stream()
                .filter(one -> names.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
