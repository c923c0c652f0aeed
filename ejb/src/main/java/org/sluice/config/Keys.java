package org.sluice.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one table of everything an operator can set. The parser, the hint at the nearest known key, the print of the
 * values in force and the table in the documentation all come from here.
 */
public final class Keys {
    private static final List<KeyGroup> GROUPS = List.of(
            PoolKeys.GROUP,
            TimeKeys.GROUP,
            SizeKeys.GROUP,
            AffinityKeys.GROUP,
            HealthKeys.GROUP,
            RelayKeys.GROUP,
            RuleKeys.GROUP,
            RuleKeys.ACCESS,
            ListenerKeys.GROUP,
            SettingsKeys.GROUP);

    /** Names that other products use, and that are taken for ours. */
    private static final Map<String, Key<?>> ALIASES = Map.of("proxy_read_timeout", TimeKeys.IDLE_TIMEOUT);

    private Keys() {}

    static List<KeyGroup> groups() {
        return GROUPS;
    }

    static Stream<Key<?>> all() {
        return GROUPS.stream().flatMap(group -> group.keys().stream());
    }

    static Stream<Key<?>> of(EntryKind entry) {
        return all().filter(key -> key.belongsTo(entry));
    }

    static boolean actsYet(Key<?> key) {
        return !NotYetActing.KEYS.contains(key);
    }

    /** The key meant by this word in an entry of this kind. */
    static Optional<Found> find(EntryKind entry, String word) {
        Key<?> alias = ALIASES.get(word);
        if (alias != null && alias.belongsTo(entry)) {
            return Optional.of(new Found(alias, ""));
        }
        Found plain = Index.of(entry).get(word);
        if (plain != null) {
            return plain.key().family() ? Optional.empty() : Optional.of(plain);
        }
        int dot = word.indexOf('.');
        return dot < 0 ? Optional.empty() : family(entry, word.substring(0, dot + 1), word.substring(dot + 1));
    }

    private static Optional<Found> family(EntryKind entry, String family, String name) {
        return Optional.ofNullable(Index.of(entry).get(family))
                .filter(found -> found.key().family() && Texts.isToken(name))
                .map(found -> new Found(found.key(), name));
    }

    /**
     * A key, and the name behind its dot.
     *
     * @param name empty unless the key is a family
     */
    record Found(Key<?> key, String name) {}

    /** Made when first asked for, after every group is filled. */
    private static final class Index {
        private static final Map<EntryKind, Map<String, Found>> BY_NAME = new EnumMap<>(EntryKind.class);

        static Map<String, Found> of(EntryKind entry) {
            return BY_NAME.getOrDefault(entry, Map.of());
        }

        static {
            for (EntryKind entry : EntryKind.values()) {
                Map<String, Found> names = new LinkedHashMap<>();
                Keys.of(entry).forEach(key -> names.put(key.name(), new Found(key, "")));
                BY_NAME.put(entry, names);
            }
        }
    }
}
