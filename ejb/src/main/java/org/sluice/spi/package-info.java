/**
 * <b>SPI</b>: what an interceptor of messages implements, and what it is shown.
 *
 * <h2>Entry points</h2> {@link org.sluice.spi.MessageInterceptor}; {@code docs/interceptors.md} says how to write one.
 * {@link org.sluice.spi.Utf8Length} counts for who has a limit in bytes.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>S1.1 An interceptor sees the parts of a message in their order, those of one direction on one thread at a time.
 *   <li>S1.2 Its {@link org.sluice.spi.Verdict} says what becomes of a part: it passes, is replaced or dropped, is answered, or
 *       the relay ends.
 * </ul>
 *
 * <h2>Never touches</h2> everything else.
 *
 * <h2>Threads</h2> None of its own; see {@link org.sluice.spi.MessageInterceptor}.
 */
@NullMarked
package org.sluice.spi;

import org.jspecify.annotations.NullMarked;
