package org.sluice.message;

import java.util.List;
import org.sluice.relay.RelayTerms;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;

/**
 * The member's side of a new message relay, for {@link Messages#open}.
 *
 * @param member the open member session; the relay owns it from now on
 * @param terms timeouts, pings and limits
 * @param maxMessage bytes of a message, 0 for no limit
 * @param exchange what interceptors are given about the relay
 * @param interceptors those of the pool or rule, in their order
 */
public record MessageOrder(
        Peer member, RelayTerms terms, long maxMessage, Exchange exchange, List<MessageInterceptor> interceptors) {
    public MessageOrder {
        interceptors = List.copyOf(interceptors);
    }
}
