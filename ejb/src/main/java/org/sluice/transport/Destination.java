package org.sluice.transport;

import org.jspecify.annotations.Nullable;

/**
 * Where to connect.
 *
 * @param host a name or a literal address, without brackets
 * @param port 1-65535
 * @param tls how to secure the connection; null for plain TCP
 */
public record Destination(String host, int port, @Nullable Tls tls) {}
