/**
 * <b>SPI</b>: the interface of message interceptors, and the types they use.
 *
 * <h2>Entry points</h2> {@link org.sluice.spi.MessageInterceptor}; {@code docs/interceptors.md} says how to write one. {@link
 * org.sluice.spi.Utf8Length} computes lengths in bytes.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>spi S1.1 An interceptor gets the parts of a message in their order, those of one direction on one thread at a time.
 *   <li>spi S1.2 Its {@link org.sluice.spi.Verdict} decides on a part: it is forwarded, replaced, dropped or answered, or the relay
 *       ends.
 * </ul>
 *
 * <h2>Never touches</h2> everything else.
 *
 * <h2>Threads</h2> None of its own; see {@link org.sluice.spi.MessageInterceptor}.
 */
@NullMarked
package org.sluice.spi;

import org.jspecify.annotations.NullMarked;
