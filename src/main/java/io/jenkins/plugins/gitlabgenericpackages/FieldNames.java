package io.jenkins.plugins.gitlabgenericpackages;

import static java.util.Map.entry;

import io.jenkins.plugins.gitlabgenericpackages.client.ParameterNames;
import java.util.Map;

/** Turns the parameter names in messages into the names of the fields in the form of a freestyle job, in English as the log. */
final class FieldNames {
    static final Map<String, String> FIELDS = Map.ofEntries(
            entry("allowEmpty", "Succeed if no file matches"),
            entry("archive", "Archive"),
            entry("checksums", "Checksum file"),
            entry("credentialsId", "Credentials"),
            entry("defaultExcludes", "Use default excludes"),
            entry("dir", "Folder in the workspace"),
            entry("excludes", "Excluded files"),
            entry("file", "Single file"),
            entry("fileName", "Name in the package"),
            entry("gitlabUrl", "GitLab address"),
            entry("hidden", "Hide the package"),
            entry("ifExists", "If the file already exists"),
            entry("includes", "Included files"),
            entry("packageName", "Package"),
            entry("packageVersion", "Version"),
            entry("path", "Folder in the package"),
            entry("projectId", "Project"),
            entry("retries", "Retries"),
            entry("sha256", "SHA-256"),
            entry("stripComponents", "Leading folders to leave out"),
            entry("tokenType", "Token type"),
            entry("unpack", "Unpack archives"),
            entry("verify", "Verification"));

    private FieldNames() {}

    static String in(String message) {
        return ParameterNames.replaced(message, name -> "'" + FIELDS.getOrDefault(name, name) + "'");
    }
}
