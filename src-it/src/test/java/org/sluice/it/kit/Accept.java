package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** The answer to a key (RFC 6455 4.2.2). */
public final class Accept {
    private Accept() {}

    public static String of(String key) {
        byte[] sum = Digests.sha1().digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
        return Base64.getEncoder().encodeToString(sum);
    }
}
