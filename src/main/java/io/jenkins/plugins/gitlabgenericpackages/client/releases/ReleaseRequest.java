package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The release that there shall be.
 *
 * @param tagName the tag that it belongs to
 * @param ref a commit, branch or tag that a missing tag is made from; empty to fail without the tag
 * @param files the files that it links, as an upload or a download told them
 * @param source the package whose files it links besides; null for none
 * @param packageProjectId number or path of that package's project; empty for the project of the release
 * @param selection which of its files: {@code includes} and {@code excludes}
 * @param prune whether links to files of the same package go that are not there any more
 */
public record ReleaseRequest(
        String tagName,
        String ref,
        ReleaseDetails details,
        List<ReleaseFile> files,
        PackageSource source,
        String packageProjectId,
        FileSelection selection,
        boolean prune)
        implements Serializable {
    /** GitLab takes longer ones, and no Git server a ref of so many bytes. */
    private static final int LONGEST_TAG = 1024;

    private static final int MOST_QUOTED = 100;

    /** What Git refuses in a name (git check-ref-format), and what else could forge a line of a log. */
    private static final Pattern NO_TAG = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp} ~^:?*\\[\\\\]|\\.\\.|@\\{" + "|(\\A|/)[./]|(/|\\.|\\.lock)\\z|\\.lock/");

    /** @throws InvalidRequestException if there can be no such release */
    public ReleaseRequest {
        checkTagName(tagName);
        selection.checkForDownload();
        if (source == null
                && (!packageProjectId.isEmpty() || !selection.includes().isEmpty())) {
            throw new InvalidRequestException("packageName is missing: it names the package of 'includes'");
        }
        files = List.copyOf(files);
    }

    /** @throws InvalidRequestException if there can be no such tag */
    public static void checkTagName(String tagName) {
        if (tagName.isBlank()) {
            throw new InvalidRequestException("tagName is missing");
        }
        if (tagName.length() > LONGEST_TAG || NO_TAG.matcher(tagName).find()) {
            throw new InvalidRequestException(
                    "tagName '" + PrintableText.line(tagName, MOST_QUOTED) + "' is no name of a Git tag");
        }
    }
}
