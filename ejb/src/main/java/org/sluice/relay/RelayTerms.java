package org.sluice.relay;

import java.time.Duration;

/**
 * What a relay promised when it opened; it keeps these values for its whole life. Zero means "never" or "no limit"
 * throughout.
 *
 * @param idleTimeout no byte from either side for this long ends the relay
 * @param idleCountsPongs whether pongs that answer our own pings count as life
 * @param maxLifetime the relay ends after this long, give or take a tenth, whatever it carries
 * @param writeTimeout a side that takes no byte for this long is reset
 * @param closeTimeout for the closing handshake, and for the peer's end of the connection after it; always kept, so zero
 *     means at once
 * @param frameTimeout a side that stops inside a frame for this long is lost
 * @param heartbeat our pings
 * @param rate what one direction may carry
 * @param memberLostCode what the client is told when its member is lost, silent or breaks the protocol; 0 for no close
 *     frame: its connection ends as the member's did
 */
public record RelayTerms(
        Duration idleTimeout,
        boolean idleCountsPongs,
        Duration maxLifetime,
        Duration writeTimeout,
        Duration closeTimeout,
        Duration frameTimeout,
        Heartbeat heartbeat,
        Rate rate,
        int memberLostCode) {

    /**
     * Our own pings.
     *
     * @param interval between two pings, give or take a tenth
     * @param toClient whether the client gets them
     * @param toMember whether the member gets them
     * @param guardClient pings that only keep the server's own timers quiet; their answers are never life
     */
    public record Heartbeat(Duration interval, boolean toClient, boolean toMember, Duration guardClient) {
        /** No pings at all. */
        public static final Heartbeat OFF = new Heartbeat(Duration.ZERO, false, false, Duration.ZERO);
    }

    /**
     * What one direction may carry.
     *
     * @param messagesPerSecond complete messages
     * @param bytesPerSecond bytes as they are on the wire, control frames and all
     * @param delay whether a side above its rate is not read for a while, rather than closed
     */
    public record Rate(long messagesPerSecond, long bytesPerSecond, boolean delay) {
        /** As much as the other side takes. */
        public static final Rate UNLIMITED = new Rate(0, 0, true);

        /** Whether there is any. */
        public boolean isLimited() {
            return messagesPerSecond > 0 || bytesPerSecond > 0;
        }
    }
}
