/**
 * <b>Relay</b>: unchanged, in order, bounded, and neither leg outlives the other.
 */
@NullMarked
package org.sluice.relay;

import org.jspecify.annotations.NullMarked;
