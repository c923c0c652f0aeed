/**
 * <b>Routing</b>: finds the first rule that matches a handshake.
 *
 * <h2>Entry points</h2>
 *
 * {@link Routes} returns a {@link RoutingResult}, usually a {@link Route}.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>routing R5.1 A higher priority shall be tried first; then an exact host before the longest wildcard before an expression before
 *       any host; then an exact path before the longest prefix before an expression before any path; then the rule with more
 *       further conditions; then the rule whose name comes first.
 *   <li>routing R5.2 When no rule matches, the package shall return an empty result.
 *   <li>routing R5.3 The path shall be normalised once, and the same text shall be matched and forwarded.
 *   <li>routing R5.4 Thousands of rules with a host or a path shall cost no more than a few, and allocate only the request and the
 *       result.
 *   <li>routing R5.5 No text of a client shall make matching an expression slow.
 *   <li>routing R5.6 When a rule names several pools, each shall get its share.
 *   <li>routing R5.7 A route shall have the settings of its rule for its pool.
 * </ul>
 *
 * <h2>Never touches</h2> the state of pools, the network, clocks.
 *
 * <h2>Threads</h2>
 *
 * Any; everything is immutable.
 */
@NullMarked
package org.sluice.routing;

import org.jspecify.annotations.NullMarked;
