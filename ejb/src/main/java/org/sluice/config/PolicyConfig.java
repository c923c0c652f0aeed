package org.sluice.config;

import java.util.List;
import java.util.Optional;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;

/**
 * The configured policy for choosing members.
 *
 * @param name the header, cookie or query parameter that is hashed; empty for the other policies
 */
public record PolicyConfig(Choice choice, String name) {
    /** The available policies. */
    public enum Choice {
        WEIGHTED_ROUND_ROBIN("weighted-round-robin", false),
        ROUND_ROBIN("round-robin", false),
        LEAST_CONNECTIONS("least-connections", false),
        TWO_CHOICES("two-choices", false),
        SOURCE_HASH("source-hash", false),
        HASH_HEADER("hash:header:", true),
        HASH_COOKIE("hash:cookie:", true),
        HASH_QUERY("hash:query:", true),
        HASH_PATH("hash:path", false),
        RANDOM("random", false);

        private final String label;
        private final boolean named;

        Choice(String label, boolean named) {
            this.label = label;
            this.named = named;
        }

        private boolean fits(String text) {
            return named ? text.startsWith(label) && Texts.isToken(text.substring(label.length())) : text.equals(label);
        }
    }

    static final Kind<PolicyConfig> KIND = Kind.of(
            "one of weighted-round-robin, round-robin, least-connections, two-choices, source-hash, hash:header:NAME,"
                    + " hash:cookie:NAME, hash:query:NAME, hash:path, random",
            PolicyConfig::parse,
            PolicyConfig::toString);

    public PolicyConfig {
        if (choice.named != Texts.isToken(name)) {
            throw new IllegalArgumentException(
                    "policy: " + choice.label + name + " (expected: " + KIND.expected() + ")");
        }
    }

    private static Optional<PolicyConfig> parse(String text) {
        return List.of(Choice.values()).stream()
                .filter(choice -> choice.fits(text))
                .findFirst()
                .map(choice -> new PolicyConfig(choice, text.substring(choice.label.length())));
    }

    @Override
    public String toString() {
        return choice.label + name;
    }
}
