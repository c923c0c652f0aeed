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
 * What joins a client and a member, once both are there.
 *
 * @param relays for frames
 * @param members where sessions for messages are opened
 * @param messages for messages
 * @param interceptors those there are, by name, in their order
 */
public record RelayOpener(
        Relays relays,
        MessageMembers members,
        Messages messages,
        Supplier<Map<String, MessageInterceptor>> interceptors) {

    /** The two sessions of a relay of messages. */
    record Both(MemberSession member, Peer client) {}

    void open(OpenedHandshake opening, RelayTerms terms, Both both, RelayEvents events) {
        Exchange exchange = new Exchange(
                opening.handshake(),
                who(opening.handshake()),
                opening.route().rule().name(),
                opening.route().pool());
        messages.open(
                new MessageOrder(
                        both.member(),
                        terms,
                        opening.route().sizeLimits().maxMessage(),
                        exchange,
                        chosen(opening.route().terms().relay().interceptors())),
                both.client(),
                events);
    }

    private static Exchange.Who who(Handshake handshake) {
        return handshake
                .identity()
                .map(known -> new Exchange.Who(Optional.of(known.principal()), Set.copyOf(known.roles())))
                .orElse(Exchange.Who.UNKNOWN);
    }

    /** The first of {@code names} that nobody has; without it nobody would see what it should see, so nobody is let in. */
    Optional<String> missing(List<String> names) {
        return names.stream()
                .filter(name -> !interceptors.get().containsKey(name))
                .findFirst();
    }

    /** In the order of their priorities, whatever the order of the names. */
    private List<MessageInterceptor> chosen(List<String> names) {
        return interceptors.get().entrySet().stream()
                .filter(one -> names.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
