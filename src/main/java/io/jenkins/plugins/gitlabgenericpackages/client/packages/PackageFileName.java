package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a file inside a package: one or more segments with {@code /} between them. GitLab stores and lists a
 * name of several segments with {@code %2F} for each slash.
 */
public record PackageFileName(String value) implements Serializable {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");
    private static final Pattern LAST_PART = Pattern.compile("[A-Za-z0-9._+~@-]+");

    /** @throws IllegalArgumentException if there is none; also when one is deserialised */
    public PackageFileName {
        if (value == null) {
            throw new IllegalArgumentException("a file has a name");
        }
    }

    /**
     * Returns the name of a file to upload. GitLab has rules for the last part alone; a folder may be called anything that
     * leads nowhere else ({@code lib/api/generic_packages.rb}).
     *
     * @throws InvalidRequestException if GitLab would refuse a file of that name
     */
    public static PackageFileName forUpload(String name) {
        checkPath(name);
        if (name.indexOf('%') >= 0) {
            // GitLab looks at it percent-decoded as well.
            checkPath(listed(name).value());
        }
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (!LAST_PART.matcher(last).matches()) {
            throw refused(name, "only letters, digits and . _ - + ~ @ are allowed in its last part");
        }
        if (last.matches("[~@].*|.*[~@]")) {
            throw refused(name, "its last part may not begin or end with ~ or @");
        }
        return new PackageFileName(name);
    }

    /** Returns the name of a file to download as people write it. What GitLab would refuse is simply not found there. */
    public static PackageFileName forDownload(String name) {
        checkPath(name);
        return new PackageFileName(name);
    }

    /** @throws InvalidRequestException if neither a folder nor a file in a package can be called so */
    public static void checkPath(String path) {
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw refused(path, "it must not begin or end with / or have an empty part");
        }
        if (!PrintableText.name(path).equals(path)) {
            throw refused(path, "it must not contain control or format characters");
        }
        // GitLab takes a backslash for a slash here.
        if (path.matches("(.*[/\\\\])?\\.{1,2}([/\\\\].*)?")) {
            throw refused(path, "no part of it may be '.' or '..'");
        }
    }

    /** Returns the name behind one that GitLab listed. It is hostile until a target folder has accepted it. */
    public static PackageFileName listed(String stored) {
        try {
            // The decoder is meant for forms, where a plus sign means a space.
            String decoded = URLDecoder.decode(stored.replace("+", "%2B"), StandardCharsets.UTF_8);
            return new PackageFileName(PrintableText.name(decoded));
        } catch (IllegalArgumentException e) {
            return new PackageFileName(stored);
        }
    }

    private static InvalidRequestException refused(String name, String rule) {
        return new InvalidRequestException(
                "The file name" + InvalidRequestException.quoted(name) + " is refused by GitLab: " + rule);
    }

    /** Returns the name for a request target: each segment encoded, the slashes left. */
    public String encoded() {
        return Arrays.stream(value.split("/", -1))
                .map(PackageFileName::percentEncoded)
                .collect(Collectors.joining("/"));
    }

    /** Returns any text as one segment of a path or as a value in a query (RFC 3986, section 2). */
    public static String percentEncoded(String text) {
        // The encoder is meant for forms as well. Most names need none of it.
        return PLAIN.matcher(text).matches()
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return value;
    }
}
