package org.sluice.grammar;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Regular expressions in RE2 syntax, matched in time linear to the text, so that no client can make one slow. */
public final class Regex {
    private static final int LONGEST = 1_000;

    private Regex() {}

    public static boolean isRegex(String text) {
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
