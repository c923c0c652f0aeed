/**
 * <b>Routing</b>: the first rule that matches, or an honest no.
 *
 * <h2>Entry points</h2>
 *
 * {@link Routes} answers with a {@link RoutingResult}, most often a {@link Route}.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R5.1 A higher priority shall be tried first; then an exact host before the longest wildcard before an expression
 *       before any host; then an exact path before the longest prefix before an expression before any path; then the rule
 *       with more further conditions; then the rule whose name comes first.
 *   <li>R5.2 When no rule matches, the package shall answer with nothing.
 *   <li>R5.3 The path shall be brought into one normal form once, and the same text shall be matched and forwarded.
 *   <li>R5.4 Thousands of rules with a host or a path shall cost no more than a few, and no allocation but that of what
 *       was asked and what is answered.
 *   <li>R5.5 No text of a client shall make an expression slow.
 *   <li>R5.6 When a rule names several pools, each shall get its share.
 *   <li>R5.7 A route shall carry the terms of that rule with that pool.
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
