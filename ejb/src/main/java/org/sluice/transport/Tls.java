package org.sluice.transport;

import javax.net.ssl.SSLContext;

/**
 * How to secure a connection: TLS 1.2 or 1.3 with SNI.
 *
 * @param context trust and keys; normally {@link SSLContext#getDefault()}, which is the server's own realm
 * @param verify whether the certificate chain and the host name are checked (RFC 9525); where not, {@code context} is not
 *     used, and none of its keys is shown to a peer that nobody knows
 */
public record Tls(SSLContext context, boolean verify) {}
