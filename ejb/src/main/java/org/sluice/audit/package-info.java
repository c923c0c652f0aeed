/**
 * <b>Audit</b>: an interceptor that writes one line for a message, and none of its content.
 *
 * <h2>Entry points</h2> {@link org.sluice.audit.MessageAudit}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>audit U1.1 For a message that was forwarded completely, the package shall write one line of JSON: when, of which relay, pool,
 *       rule and principal, in which direction, of which kind, in how many parts and bytes.
 *   <li>audit U1.2 While the sample is below 100 %, only that share of the messages shall have a line.
 *   <li>audit U1.3 When a relay ends, the package shall write one line with its code, whatever the sample.
 *   <li>audit U1.4 The package shall write nothing of the content of a message.
 * </ul>
 *
 * <h2>Never touches</h2> everything else.
 *
 * <h2>Threads</h2> Those that deliver messages.
 */
@NullMarked
package org.sluice.audit;

import org.jspecify.annotations.NullMarked;
