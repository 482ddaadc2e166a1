package io.jenkins.plugins.gitlabgenericpackages;

import static java.util.Map.entry;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.ParameterNames;
import java.util.Map;

/**
 * Turns the parameter names in messages into the names of the fields in the forms of a freestyle job, in English as the
 * log. All forms have one name for a parameter.
 */
final class FieldNames {
    static final Map<String, String> FIELDS = Map.ofEntries(
            entry("allowEmpty", "Succeed if no file matches"),
            entry("archive", "Archive"),
            entry("atMost", "Maximum deletions"),
            entry("checksums", "Checksum file"),
            entry("credentialsId", "Credentials"),
            entry("defaultExcludes", "Use default excludes"),
            entry("dir", "Folder in the workspace"),
            entry("dryRun", "Dry run"),
            entry("excludes", "Excluded files"),
            entry("file", "Single file"),
            entry("fileName", "Name in the package"),
            entry("flatten", "Flatten folders"),
            entry("fromBuild", "Build"),
            entry("fromJob", "Job"),
            entry("gitlabUrl", "GitLab address"),
            entry("hidden", "Hide the package"),
            entry("ifExists", "If the file already exists"),
            entry("includes", "Included files"),
            entry("keep", "Versions to keep"),
            entry("keepBuilds", "Keep versions of builds that are kept forever"),
            entry("keepDays", "Days to keep"),
            entry("keepReleased", "Keep versions that a release links"),
            entry("keepVersions", "Versions never deleted"),
            entry("packageName", "Package"),
            entry("packageProjectId", "Project of the package"),
            entry("packageVersion", "Version"),
            entry("parallel", "Parallel transfers"),
            entry("path", "Folder in the package"),
            entry("projectId", "Project"),
            entry("ref", "Tag made from"),
            entry("releasedAt", "Released at"),
            entry("retries", "Retries"),
            entry("sha256", "SHA-256"),
            entry("stripComponents", "Leading folders to leave out"),
            entry("tagName", "Tag"),
            entry("tokenType", "Token type"),
            entry("unpack", "Unpack archives"),
            entry("verify", "Verification"));

    private FieldNames() {}

    static AbortException in(AbortException failure) {
        AbortException named = new AbortException(
                ParameterNames.replaced(failure.getMessage(), name -> "'" + FIELDS.getOrDefault(name, name) + "'"));
        named.initCause(failure);
        return named;
    }
}
