package org.sluice.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in the form of RE2: matched in time linear to the text, so that no client can make one slow. */
final class Regex {
    private static final int LONGEST = 1_000;

    private Regex() {}

    static boolean isRegex(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
