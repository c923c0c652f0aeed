package org.sluice.pool;

import java.net.URI;

/**
 * One member in one pool: the same address in two pools is two places.
 *
 * @param pool its name
 * @param member what the member is known by
 */
public record PoolMember(String pool, URI member) {}
