package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

/** The header that carries a token, or none. Neither {@code toString} nor any exception shows its value. */
public final class Credentials {
    public static final Credentials NONE = new Credentials("", "");

    private final String header;
    private final String value;

    private Credentials(String header, String value) {
        this.header = header;
        this.value = value;
    }

    public static Credentials of(String header, String value) {
        return new Credentials(header, value);
    }

    public void addTo(Headers headers) {
        if (!header.isEmpty()) {
            headers.add(header, value);
        }
    }

    @Override
    public String toString() {
        return header.isEmpty() ? "no credentials" : header + ": ****";
    }
}
