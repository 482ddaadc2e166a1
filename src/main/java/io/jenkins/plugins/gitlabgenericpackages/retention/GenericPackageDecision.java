package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import java.io.Serializable;
import java.time.Instant;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What became of a version of a package, as Pipelines and pages see it. It may be kept in a variable over a restart.
 * Immutable.
 */
@ExportedBean(defaultVisibility = 999)
public final class GenericPackageDecision implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Characters; a failure may be long. */
    private static final int LONGEST = 2000;

    private final long id;
    private final String version;
    private final String createdAt;
    private final String downloadedAt;
    private final int files;
    private final long size;
    private final String verdict;
    private final String reason;

    GenericPackageDecision(Decision decision) {
        id = decision.id();
        version = decision.version();
        createdAt = text(decision.createdAt());
        downloadedAt = text(decision.downloadedAt());
        files = decision.files();
        size = decision.size();
        verdict = decision.verdict().name();
        reason = PrintableText.line(decision.reason(), LONGEST);
    }

    Decision decision() {
        return new Decision(
                id, version, moment(createdAt), moment(downloadedAt), files, size, Verdict.valueOf(verdict), reason);
    }

    private static String text(@CheckForNull Instant moment) {
        return moment == null ? "" : moment.toString();
    }

    @CheckForNull
    private static Instant moment(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    @Whitelisted
    @Exported
    @NonNull
    public String getVersion() {
        return version;
    }

    /** Returns when it was created, by ISO 8601 in UTC, such as {@code 2026-11-30T09:30:00Z}; empty if GitLab does not tell. */
    @Whitelisted
    @Exported
    @NonNull
    public String getCreatedAt() {
        return createdAt;
    }

    /** Returns when a file of it was downloaded last, by ISO 8601 in UTC; empty if GitLab does not tell. */
    @Whitelisted
    @Exported
    @NonNull
    public String getDownloadedAt() {
        return downloadedAt;
    }

    /** Returns how many files it has, or had; -1 for a version that stays, whose files nobody looked at. */
    @Whitelisted
    @Exported
    public int getFiles() {
        return files;
    }

    /** Returns the size of its files in bytes; 0 for a version that stays. */
    @Whitelisted
    @Exported
    public long getSize() {
        return size;
    }

    /** Returns {@code KEPT}, {@code WOULD_BE_DELETED}, {@code DELETED}, {@code GONE}, {@code REFUSED} or {@code FAILED}. */
    @Whitelisted
    @Exported
    @NonNull
    public String getVerdict() {
        return verdict;
    }

    /** Returns why it stays; empty for a version that goes, or is gone. */
    @Whitelisted
    @Exported
    @NonNull
    public String getReason() {
        return reason;
    }

    @Whitelisted
    @Override
    public String toString() {
        return version + ": " + verdict;
    }
}
