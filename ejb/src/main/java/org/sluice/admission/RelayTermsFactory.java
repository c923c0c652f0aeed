package org.sluice.admission;

import java.time.Duration;
import org.sluice.config.HeartbeatTo;
import org.sluice.config.LimitAction;
import org.sluice.config.SizeLimits;
import org.sluice.config.TimeLimits;
import org.sluice.frames.Extensions;
import org.sluice.relay.Leg;
import org.sluice.relay.RelayOrder;
import org.sluice.relay.RelayTerms;

/** Creates the {@link RelayTerms} of a relay from the settings of its route. */
final class RelayTermsFactory {
    private RelayTermsFactory() {}

    static RelayOrder of(OpenedHandshake opening, Leg member, Duration guardClient, Duration frameTimeout) {
        SizeLimits size = opening.route().sizeLimits();
        return new RelayOrder(
                member,
                terms(opening, guardClient, frameTimeout),
                Extensions.accepted(opening.answer().all("Sec-WebSocket-Extensions")),
                size.maxFrame(),
                size.maxMessage());
    }

    static RelayTerms terms(OpenedHandshake opening, Duration guardClient, Duration frameTimeout) {
        TimeLimits time = opening.route().timeLimits();
        SizeLimits size = opening.route().sizeLimits();
        return new RelayTerms(
                time.idleTimeout(),
                time.idleCountsPongs(),
                time.maxLifetime(),
                time.writeTimeout(),
                time.closeTimeout(),
                frameTimeout,
                heartbeat(time, guardClient),
                new RelayTerms.Rate(
                        size.messagesPerSecond(), size.bytesPerSecond(), size.limitAction() == LimitAction.DELAY),
                opening.route().terms().relay().memberLostCode());
    }

    private static RelayTerms.Heartbeat heartbeat(TimeLimits time, Duration guardClient) {
        boolean beats = !time.heartbeat().isZero();
        return new RelayTerms.Heartbeat(
                time.heartbeat(),
                beats && time.heartbeatTo() != HeartbeatTo.MEMBER,
                beats && time.heartbeatTo() != HeartbeatTo.CLIENT,
                guardClient);
    }
}
