package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/** GitLab's rules for names, and how it stores the folders of a file; part of a test double. */
final class Names {
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9._+-]+");
    private static final Pattern VERSION = Pattern.compile("(?!.*\\.\\.)[\\w+.-]+");
    private static final Pattern SEGMENT = Pattern.compile("(?!.*\\.\\.)(?![~@])[A-Za-z0-9._+~@-]+(?<![~@])");

    private Names() {}

    static void check(ApiCall call) throws Refusal {
        if (!PACKAGE.matcher(call.packageName()).matches()) {
            throw Refusals.invalid("package_name is invalid");
        }
        if (!VERSION.matcher(call.packageVersion()).matches()) {
            throw Refusals.invalid("package_version is invalid");
        }
        List<String> file = call.file();
        for (String folder : file.subList(0, file.size() - 1)) {
            if (!SEGMENT.matcher(folder).matches() || folder.equals(".")) {
                throw Refusals.invalid("path should be a valid file path");
            }
        }
        String name = file.get(file.size() - 1);
        if (!SEGMENT.matcher(name).matches() || name.equals(".")) {
            throw Refusals.invalid("file_name is invalid");
        }
    }

    /** Folders and name become one name; only the slashes between them are encoded. */
    static String stored(List<String> file) {
        return String.join("%2F", file);
    }
}
