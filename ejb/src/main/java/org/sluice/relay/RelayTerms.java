package org.sluice.relay;

import java.time.Duration;

/**
 * The timeouts, pings and limits of one relay, unchanged for as long as it exists. Zero means "never" or "no limit", unless a
 * parameter says otherwise.
 *
 * @param idleTimeout no byte from either side for this long ends the relay
 * @param idleCountsPongs whether pongs that answer our own pings count as activity
 * @param maxLifetime the relay ends after this time, plus or minus a tenth, even if it is in use
 * @param writeTimeout a side that accepts no byte for this long is reset
 * @param closeTimeout limit for the closing handshake, and for the peer to end the connection after it; zero means at once, not
 *     never
 * @param frameTimeout a side that stops inside a frame for this long counts as lost
 * @param heartbeat the pings that Sluice sends
 * @param rate what one direction may carry
 * @param memberLostCode the close code for a client whose member is lost, silent or breaks the protocol; 0 for no close frame:
 *     its connection ends as the member's did
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
     * The pings that Sluice sends.
     *
     * @param interval between two pings, plus or minus a tenth
     * @param toClient whether the client gets them
     * @param toMember whether the member gets them
     * @param guardClient the interval of pings that only keep the server's own timers from firing; their answers never count as
     *     activity
     */
    public record Heartbeat(Duration interval, boolean toClient, boolean toMember, Duration guardClient) {
        /** No pings at all. */
        public static final Heartbeat OFF = new Heartbeat(Duration.ZERO, false, false, Duration.ZERO);
    }

    /**
     * What one direction may carry.
     *
     * @param messagesPerSecond complete messages
     * @param bytesPerSecond bytes on the wire, including headers and control frames
     * @param delay true if a side above its rate is not read for a while, false if the relay is closed
     */
    public record Rate(long messagesPerSecond, long bytesPerSecond, boolean delay) {
        /** No limit. */
        public static final Rate UNLIMITED = new Rate(0, 0, true);

        /** Whether either rate is limited. */
        public boolean isLimited() {
            return messagesPerSecond > 0 || bytesPerSecond > 0;
        }
    }
}
