package org.sluice.web.container;

/**
 * The versions of a server's component with which its adapter was tested: releases that differ in the last number only
 * are accepted, since every connection is checked again.
 */
public record ProvenVersions(String part, String line) {
    /** For tests: the version to assume for the server, unless empty. */
    private static final String PRETEND = "org.sluice.web.container.pretend";

    /**
     * Checks that {@code version} belongs to {@link #line}.
     *
     * @param trusting whether to accept any version
     * @throws NotTransferable if it is of another line
     */
    public void check(String version, boolean trusting) throws NotTransferable {
        String pretended = System.getProperty(PRETEND, "");
        String found = pretended.isEmpty() ? version : pretended;
        if (!found.startsWith(line + ".") && !trusting) {
            throw NotTransferable.here(part + " " + found + " was never tried (expected: " + line + ".x)", null);
        }
    }
}
