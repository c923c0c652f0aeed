package org.sluice.handshake;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * The client certificate of a TLS connection, in the form in which it is sent to members. Immutable; every part is printable
 * ASCII, whatever the certificate contains, so that it can be put in a header.
 *
 * @param subject its name as RFC 2253 writes it
 * @param issuer the issuer, written the same way
 * @param serial in lower-case hexadecimal digits
 * @param fingerprint SHA-256 over the whole certificate, in 64 lower-case hexadecimal digits
 */
public record ClientCertificate(String subject, String issuer, String serial, String fingerprint) {
    /**
     * The prefix of all headers about the certificate. Only Sluice sets them: a client's headers with such names never reach a
     * member.
     */
    private static final String PREFIX = "x-ssl-client-";

    /**
     * Reads the fields of a certificate.
     *
     * @throws IllegalArgumentException if the certificate cannot be encoded
     */
    public static ClientCertificate of(X509Certificate certificate) {
        return new ClientCertificate(
                HeaderText.of(certificate.getSubjectX500Principal().getName()),
                HeaderText.of(certificate.getIssuerX500Principal().getName()),
                certificate.getSerialNumber().toString(16),
                fingerprint(certificate));
    }

    /** Whether a {@linkplain Spelling plain} name is that of one of these headers. */
    static boolean isOurs(String header) {
        return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    List<Header> headers() {
        return List.of(
                new Header("X-SSL-Client-Subject", subject),
                new Header("X-SSL-Client-Issuer", issuer),
                new Header("X-SSL-Client-Serial", serial),
                new Header("X-SSL-Client-Fingerprint", fingerprint));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }
}
