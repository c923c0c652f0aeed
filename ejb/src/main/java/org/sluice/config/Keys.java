package org.sluice.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Texts;

/**
 * All keys. The parser, the hint at the nearest known key, the list of the values in force and the table in the documentation
 * all use this list.
 */
public final class Keys {
    private static final List<KeyGroup> GROUPS = List.of(
            PoolConfig.GROUP,
            Capacity.GROUP,
            TimeLimits.GROUP,
            SizeLimits.GROUP,
            AffinityConfig.GROUP,
            HealthConfig.GROUP,
            HealthConfig.Probe.GROUP,
            HealthConfig.Rhythm.GROUP,
            HealthConfig.Ejection.GROUP,
            HealthConfig.Drain.GROUP,
            RelayConfig.GROUP,
            RuleConfig.GROUP,
            Conditions.GROUP,
            Rewrite.GROUP,
            Access.GROUP,
            Access.ADDRESSES,
            ListenerConfig.GROUP,
            Settings.GROUP);

    /** Names from other products that are accepted for our keys. */
    private static final Map<String, Key<?>> ALIASES = Map.of("proxy_read_timeout", TimeLimits.IDLE_TIMEOUT);

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

    /** The key with this name or alias in an entry of this kind. */
    static Optional<Found> find(EntryKind entry, String keyName) {
        Key<?> alias = ALIASES.get(keyName);
        if (alias != null && alias.belongsTo(entry)) {
            return Optional.of(new Found(alias, ""));
        }
        Found plain = Index.of(entry).get(keyName);
        if (plain != null) {
            return plain.key().family() ? Optional.empty() : Optional.of(plain);
        }
        int dot = keyName.indexOf('.');
        return dot < 0 ? Optional.empty() : family(entry, keyName.substring(0, dot + 1), keyName.substring(dot + 1));
    }

    private static Optional<Found> family(EntryKind entry, String family, String name) {
        return Optional.ofNullable(Index.of(entry).get(family))
                .filter(found -> found.key().family() && Texts.isToken(name))
                .map(found -> new Found(found.key(), name));
    }

    /**
     * A key, and the name after its dot.
     *
     * @param name empty unless the key is a family
     */
    record Found(Key<?> key, String name) {}

    /** Built at first use, after every group is filled. */
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
