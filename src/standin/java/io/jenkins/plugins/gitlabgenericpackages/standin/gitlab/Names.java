package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GitLab's rules for names, and how it stores the folders of a file; part of a test double. The rules are those of
 * GitLab's {@code lib/api/generic_packages.rb}: a folder may have any name that leads nowhere else.
 */
final class Names {
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9._+-]+");
    private static final Pattern VERSION = Pattern.compile("(?!.*\\.\\.)[\\w+.-]+");
    private static final Pattern FILE = Pattern.compile("(?![~@])[A-Za-z0-9._+~@-]+(?<![~@])");
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile("(^|[/\\\\])\\.\\.([/\\\\]|$)|^\\.$|\n");

    private Names() {}

    static void check(ApiCall call) throws Refusal {
        check("package_name", call.packageName(), PACKAGE);
        checkPath("package_name", call.packageName());
        check("package_version", call.packageVersion(), VERSION);
        List<String> file = call.file();
        List<String> folders = file.subList(0, file.size() - 1);
        checkPath("path", Percent.decode(String.join("/", folders)));
        if (folders.contains("")) {
            throw Refusals.invalid("path should be a valid file path");
        }
        String name = file.get(file.size() - 1);
        check("file_name", name, FILE);
        checkPath("file_name", name);
    }

    private static void check(String parameter, String value, Pattern rule) throws Refusal {
        if (!rule.matcher(value).matches()) {
            throw Refusals.invalid(parameter + " is invalid");
        }
    }

    private static void checkPath(String parameter, String value) throws Refusal {
        if (LEADS_ELSEWHERE.matcher(value).find()) {
            throw Refusals.invalid(parameter + " should be a valid file path");
        }
    }

    /** Folders and name become one name, encoded as a whole; a name without folders stays as it is. */
    static String stored(List<String> file) {
        // Ruby's URI.encode_uri_component, which GitLab does it with, encodes a tilde too.
        return file.size() == 1
                ? file.get(0)
                : Percent.encode(String.join("/", file)).replace("~", "%7E");
    }
}
