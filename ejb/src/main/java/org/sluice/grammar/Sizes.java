package org.sluice.grammar;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as operators write them: {@code 64KiB 1MiB 2GiB}; a bare number is bytes. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)?|([0-9]{1,18})");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    /** The largest number of nine digits. */
    private static final long MOST = 999_999_999;

    private Sizes() {}

    static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        if (form.group(3) != null) {
            return Optional.of(Long.parseLong(form.group(3)));
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        return Optional.of(Long.parseLong(form.group(1)) << (10 * UNITS.indexOf(unit)));
    }

    /** In the largest unit that leaves no rest, or in bytes if the number before it would be too long to read. */
    static String print(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 || value > MOST ? String.valueOf(bytes) : value + UNITS.get(unit);
    }
}
