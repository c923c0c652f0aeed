/**
 * <b>Config</b>: reads the entries into a valid configuration, or reports all mistakes at once.
 *
 * <h2>Entry points</h2>
 *
 * {@link ConfigurationReader} turns entries into a {@link Configuration}; {@link LiveConfiguration} follows their changes;
 * {@link Keys} lists every key.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>config R1.1 When every entry is valid, the package shall return a configuration in which every key has a value.
 *   <li>config R1.2 If anything is wrong, the package shall report every mistake at once, each as {@code pools/chat: retries: -1
 *       (expected: 0..10)}, and return no configuration.
 *   <li>config R1.3 If a key is unknown, the package shall name the nearest known one.
 *   <li>config R1.4 When no pool is named, the package shall take {@code sluice.members} as pool {@code default} with a rule that
 *       sends everything to it, and {@code sluice.KEY} as a key of that pool, that rule or the settings.
 *   <li>config R1.5 When nothing is given, the package shall return a configuration without pools.
 *   <li>config R1.6 A value given in a rule shall win over one given in the pool, and that over the default, for time limits,
 *       sizes and rates, affinity and relay; never for members, policy, health, ejection or drain.
 *   <li>config R1.7 If a heartbeat is not shorter than half the idle timeout, the package shall refuse it <i>(why: one lost ping would
 *       end the relay that it should keep open)</i>.
 *   <li>config R1.8 A value printed and read again shall be the same value, and no text shall break a parser.
 *   <li>config R1.9 The printed table of keys shall come from the same keys the parser uses.
 *   <li>config R1.10 If nothing acts on a key, an entry that sets it is refused <i>(why: a limit that is accepted and ignored is worse
 *       than none)</i>.
 *   <li>config R2.1 When the entries change, the package shall return the next configuration and its number, and what was added and
 *       removed.
 *   <li>config R2.2 An entry shall count as removed only after two reads in a row miss it <i>(why: consoles delete and re-create an
 *       entry, and a read in between does not find it)</i>.
 *   <li>config R2.3 If a later configuration is wrong, the last valid one shall stay in force and the mistakes shall be reported once.
 * </ul>
 *
 * <h2>Never touches</h2> JNDI, CDI, clocks, threads, the network.
 *
 * <h2>Threads</h2>
 *
 * Everything is immutable except {@link LiveConfiguration}, which belongs to one thread at a time.
 */
@NullMarked
package org.sluice.config;

import org.jspecify.annotations.NullMarked;
