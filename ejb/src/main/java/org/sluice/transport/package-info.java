/**
 * <b>Transport</b>: non-blocking bytes to a member, plain or TLS, on a few event loops.
 */
@NullMarked
package org.sluice.transport;

import org.jspecify.annotations.NullMarked;
