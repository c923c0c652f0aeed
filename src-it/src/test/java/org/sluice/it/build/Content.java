package org.sluice.it.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;

/**
 * The names in an archive, sorted, those in its modules too ({@code sluice-web.war!/WEB-INF/web.xml}). Our own classes
 * are one name per root, or every new class would be a change of the packaging.
 */
final class Content {
    private Content() {}

    static SortedSet<String> of(Path archive) throws IOException {
        var names = new TreeSet<String>();
        try (var in = Files.newInputStream(archive)) {
            collect("", in, names);
        }
        return names;
    }

    private static void collect(String prefix, InputStream in, SortedSet<String> names) throws IOException {
        var zip = new ZipInputStream(in);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.isDirectory()) {
                continue;
            }
            var name = entry.getName();
            names.add(prefix + name.replaceFirst("org/sluice/.*\\.class$", "org/sluice/**.class"));
            if (name.matches("sluice-(ejb\\.jar|web\\.war)")) {
                collect(prefix + name + "!/", zip, names);
            }
        }
    }
}
