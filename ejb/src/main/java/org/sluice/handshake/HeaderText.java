package org.sluice.handshake;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes text fit to stand in a header. */
final class HeaderText {
    private HeaderText() {}

    /** A name may hold any character, line breaks too; those stand as RFC 2253 2.4 allows, by the hex of their bytes. */
    static String of(String name) {
        HexFormat hex = HexFormat.of().withUpperCase().withPrefix("\\");
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(character -> {
            if (character >= ' ' && character < 0x7F) {
                text.append((char) character);
            } else {
                text.append(hex.formatHex(Character.toString(character).getBytes(StandardCharsets.UTF_8)));
            }
        });
        return text.toString();
    }
}
