package org.sluice.web.container;

/**
 * The line of versions of a server's part on which its adapter was proven: a release that differs in the last number alone will
 * do, since what was found is looked at again on each connection.
 */
public record ProvenVersions(String part, String line) {
    /** For tests: what the server is to be taken for, unless it is empty. */
    private static final String PRETEND = "org.sluice.web.container.pretend";

    /**
     * Compares {@code version} with the line.
     *
     * @param trusting whether any version will do
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
