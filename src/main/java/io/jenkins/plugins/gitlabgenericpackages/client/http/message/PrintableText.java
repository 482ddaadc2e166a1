package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

/**
 * Makes text from elsewhere fit for one line of a log or of a terminal. Both take some characters as commands: a line
 * break forges a line, an escape sequence moves the cursor, a direction character turns the rest around.
 */
public final class PrintableText {
    private PrintableText() {}

    /**
     * Returns the text on one line: a space for each line break or tab, {@code ?} for each other character of the
     * Unicode categories Cc, Cf, Zl and Zp and for half of a surrogate pair. No more of the text is looked at than is
     * kept, so the time does not depend on its length.
     *
     * @param limit how many {@code char}s of the text are kept at the most; where it was cut, {@code …} follows
     */
    public static String line(String remote, int limit) {
        StringBuilder line = new StringBuilder(Math.min(remote.length(), limit) + 1);
        for (int i = 0; i < remote.length(); ) {
            int character = remote.codePointAt(i);
            i += Character.charCount(character);
            if (i > limit) {
                return line.append('…').toString();
            }
            line.appendCodePoint(printable(character));
        }
        return line.toString();
    }

    /**
     * Returns a name with a {@code ?} for each character that {@link #line} would not keep: no file can have the name
     * then, and none can be asked for by it.
     */
    public static String name(String remote) {
        StringBuilder name = new StringBuilder(remote.length());
        remote.codePoints().forEach(c -> name.appendCodePoint(printable(c) == c ? c : '?'));
        return name.toString();
    }

    /** Returns the text without the byte order marks that a file of Windows may begin with. */
    public static String withoutByteOrderMark(String text) {
        return text.replace("\ufeff", "");
    }

    private static int printable(int character) {
        return switch (Character.getType(character)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.CONTROL -> character >= '\t' && character <= '\r' || character == 0x85 ? ' ' : '?';
            // A pair is one character of another category, so this is a half that lost the other.
            case Character.FORMAT, Character.SURROGATE -> '?';
            default -> character;
        };
    }
}
