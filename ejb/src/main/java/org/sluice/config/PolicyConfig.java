package org.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * How members are chosen, as the operator named it.
 *
 * @param name the header, cookie or query parameter that is hashed; empty for the other policies
 */
public record PolicyConfig(Choice choice, String name) {
    /** The policies there are. */
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

        private final String word;
        private final boolean named;

        Choice(String word, boolean named) {
            this.word = word;
            this.named = named;
        }

        private boolean fits(String text) {
            return named ? text.startsWith(word) && Texts.isToken(text.substring(word.length())) : text.equals(word);
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
                    "policy: " + choice.word + name + " (expected: " + KIND.expected() + ")");
        }
    }

    private static Optional<PolicyConfig> parse(String text) {
        return List.of(Choice.values()).stream()
                .filter(choice -> choice.fits(text))
                .findFirst()
                .map(choice -> new PolicyConfig(choice, text.substring(choice.word.length())));
    }

    @Override
    public String toString() {
        return choice.word + name;
    }
}
