package org.sluice.handshake;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Escapes text so that it can be put in a header. */
final class HeaderText {
    private HeaderText() {}

    /**
     * Escapes a distinguished name, which may contain any character, line breaks too, by the hex of their bytes (RFC 2253 2.4).
     */
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
