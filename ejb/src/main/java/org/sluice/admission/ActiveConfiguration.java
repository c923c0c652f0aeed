package org.sluice.admission;

import org.sluice.config.Configuration;
import org.sluice.routing.Routes;

/**
 * The configuration as handshakes see it at one instant: immutable, replaced as a whole.
 *
 * @param generation counts the configurations, from 1
 * @param configuration all that was said
 * @param routes its rules, ready to be asked
 */
public record ActiveConfiguration(long generation, Configuration configuration, Routes routes) {}
