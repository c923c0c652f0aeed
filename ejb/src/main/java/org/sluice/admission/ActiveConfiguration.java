package org.sluice.admission;

import org.sluice.config.Configuration;
import org.sluice.routing.Routes;

/**
 * The configuration that handshakes use now: immutable, replaced as a whole.
 *
 * @param generation counts the configurations, from 1
 * @param configuration pools, rules and settings
 * @param routes the rules, ready to be matched
 */
public record ActiveConfiguration(long generation, Configuration configuration, Routes routes) {}
