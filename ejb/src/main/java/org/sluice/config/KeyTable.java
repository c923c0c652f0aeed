package org.sluice.config;

import java.util.List;
import java.util.stream.Collectors;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.KeyNote;

/** Prints the table of keys for the documentation, in Markdown. */
public final class KeyTable {
    private KeyTable() {}

    /** All groups, each as a heading and a table; the same text at every call. */
    public static String markdown() {
        return Keys.groups().stream().map(KeyTable::group).collect(Collectors.joining("\n"));
    }

    private static String group(KeyGroup group) {
        String rows = group.keys().stream().map(KeyTable::row).collect(Collectors.joining());
        return "### " + group.title() + " (" + entriesOf(group.keys().get(0)) + ")\n\n"
                + "| Key | Values | Default | Meaning | Elsewhere |\n|---|---|---|---|---|\n" + rows;
    }

    private static String entriesOf(Key<?> key) {
        return List.of(EntryKind.values()).stream()
                .filter(key::belongsTo)
                .map(kind -> "`" + kind.entry("NAME") + "`")
                .collect(Collectors.joining(", "));
    }

    private static String row(Key<?> key) {
        KeyNote note = key.note();
        String standard = note.standard().isEmpty() ? "" : "`" + note.standard() + "`";
        String meaning = note.meaning() + (note.supported() ? "" : " *Not supported yet: refused.*");
        String name = "`" + key.name() + (key.family() ? "NAME" : "") + "`";
        return "| " + name + " | " + cell(key.expected()) + " | " + standard + " | " + cell(meaning) + " | "
                + cell(note.elsewhere()) + " |\n";
    }

    /** Escapes bars, which would end the cell, and stars, which would begin italics. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("/*", "/\\*").replace("*.ex", "\\*.ex");
    }
}
