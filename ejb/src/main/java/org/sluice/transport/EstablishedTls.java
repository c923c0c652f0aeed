package org.sluice.transport;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;

/**
 * TLS of a connection whose handshake is over, to be gone on with by somebody else. Whoever made it uses the engine no more.
 *
 * @param engine keeps nothing of the stream by itself: a record that it was not given in whole, it has not taken (so do the
 *     JDK's own engines, and engines on native libraries do not)
 * @param received what was read of the socket and not given to the engine, ready to be read; may end within a record
 */
public record EstablishedTls(SSLEngine engine, ByteBuffer received) {}
