/**
 * <b>Handshake</b>: what the client asked for, immutable, cleaned of hop-by-hop headers.
 */
@NullMarked
package org.sluice.handshake;

import org.jspecify.annotations.NullMarked;
