package org.sluice.it.kit;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the server says of the members of its pools, to this machine: {@code /sluice/health/ready?members}. */
public record MembersPage(Address front) {
    /**
     * One of them.
     *
     * @param health {@code UP}, {@code UNKNOWN}, {@code DOWN} or {@code EJECTED}
     * @param intent {@code serve}, {@code drain} or {@code off}
     * @param open relays on it
     * @param pending handshakes that wait for it
     */
    public record Seen(String health, String intent, int open, int pending) {
        /** It has no relays, and gets no new ones. */
        public boolean isLeft() {
            return !intent.equals("serve") && open == 0 && pending == 0;
        }

        public boolean serves() {
            return health.equals("UP") && intent.equals("serve");
        }
    }

    /** The member of a pool that listens on {@code port} of this machine, as it is now; empty if the pool has none such. */
    public Optional<Seen> member(String pool, int port) throws IOException {
        try (RawClient client = RawClient.connect(front)) {
            String page = client.handshake(HandshakeRequest.get("/sluice/health/ready?members"))
                    .body();
            return Pattern.compile(
                            "\"pool\":\"" + pool + "\",\"member\":\"wss?://127.0.0.1:" + port
                                    + "\",\"health\":\"(\\w+)\",\"reason\":\"[^\"]*\",\"intent\":\"(\\w+)\",\"open\":([0-9]+),\"pending\":([0-9]+)}")
                    .matcher(page)
                    .results()
                    .findFirst()
                    .map(MembersPage::seen);
        }
    }

    private static Seen seen(MatchResult found) {
        return new Seen(
                found.group(1), found.group(2), Integer.parseInt(found.group(3)), Integer.parseInt(found.group(4)));
    }
}
