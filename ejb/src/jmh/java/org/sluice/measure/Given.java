package org.sluice.measure;

import java.util.List;
import java.util.Map;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/** What the measures begin with. */
final class Given {
    private Given() {}

    static Configuration configuration(Map<String, Map<String, String>> entries) {
        ReadResult reading = new ConfigurationReader().read(entries);
        if (reading instanceof ReadResult.Accepted accepted) {
            return accepted.configuration();
        }
        throw new IllegalArgumentException(reading.toString());
    }

    /** As a browser sends it. */
    static Handshake handshake(String host, String target, String address) {
        return new Handshake(
                "1",
                target,
                new Headers(List.of(
                        new Header("Host", host),
                        new Header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101"),
                        new Header("Accept", "*/*"),
                        new Header("Accept-Language", "en-GB,en;q=0.5"),
                        new Header("Accept-Encoding", "gzip, deflate, br"),
                        new Header("Sec-WebSocket-Version", "13"),
                        new Header("Origin", "https://" + host),
                        new Header("Sec-WebSocket-Extensions", "permessage-deflate"),
                        new Header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                        new Header("Connection", "keep-alive, Upgrade"),
                        new Header("Cookie", "id=" + address + "; theme=dark"),
                        new Header("Upgrade", "websocket"))),
                address,
                8080,
                false);
    }
}
