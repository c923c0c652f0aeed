package org.sluice.it.kit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests every JDK has. */
public final class Digests {
    private Digests() {}

    static MessageDigest sha1() {
        return of("SHA-1");
    }

    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    private static MessageDigest of(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + name, e);
        }
    }
}
