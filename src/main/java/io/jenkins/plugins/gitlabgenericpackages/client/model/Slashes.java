package io.jenkins.plugins.gitlabgenericpackages.client.model;

/** Slashes at the ends of a path, taken away in linear time: a regular expression would need the square of it. */
final class Slashes {
    private Slashes() {}

    static String trimEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    static String trim(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return trimEnd(path.substring(start));
    }
}
