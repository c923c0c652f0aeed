/**
 * <b>Frames</b>: RFC 6455 frame headers as a pure state machine over bytes it does not own.
 */
@NullMarked
package org.sluice.frames;

import org.jspecify.annotations.NullMarked;
