/**
 * <b>Operate</b>: health, readiness and the demo page below {@code /sluice/}; changes no state.
 *
 * <h2>Entry points</h2>
 * HTTP below {@code /sluice/}.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>web.operate R1.1 While the application runs, {@code /sluice/health/live} shall answer 200 and {@code {"status":"UP"}}.
 *   <li>web.operate R1.2 When a path below {@code /sluice/} is unknown, the package shall answer 404.
 *   <li>web.operate R1.3 When the application serves clients, the package shall log {@code sluice-started} with the version and the server.
 *   <li>web.operate R1.5 When {@code /sluice/health/ready?members} is requested from the machine itself, the package shall answer the state of
 *       each member.
 *   <li>web.operate R1.4 While a configuration is in force and the application is warmed up and not stopping, {@code /sluice/health/ready}
 *       shall answer 200, and else 503, with the number of the configuration; to this machine alone it shall name the mistakes
 *       of later entries that were refused <i>(why: they show addresses)</i>.
 *   <li>web.operate R2.1 While the system property {@code sluice.demo} is true, {@code /sluice/demo} shall answer with the demo's page,
 *       and every file that the page names shall be there.
 *   <li>web.operate R2.2 While it is not, the package shall answer 404 there <i>(why: a balancer in production shows no demo)</i>.
 *   <li>web.operate R2.3 The page shall be allowed to load from its own address alone.
 * </ul>
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2> legs.
 *
 * <h2>Threads</h2>
 * The server's request threads, many at once.
 */
@NullMarked
package org.sluice.web.operate;

import org.jspecify.annotations.NullMarked;
