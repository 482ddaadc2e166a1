package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.ProjectId;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import io.jenkins.plugins.gitlabgenericpackages.plugins.JobSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.access.AccessDeniedException;

/**
 * Checks what a form says by a rule of the client, for those who may see that form. The client's own messages go into
 * build logs, which have one language; a form says in its reader's language what is wanted.
 */
@Restricted(NoExternalUse.class)
public final class TextCheck {
    /** More than anybody writes into one line of a form, and little enough for any rule. */
    private static final int LONGEST = 1000;

    private TextCheck() {}

    /** Checks the address of a GitLab; blank means the default server. */
    public static FormValidation gitlabUrl(@CheckForNull Item item, String value) {
        return isBlank(value)
                ? told(
                        item,
                        Messages.TextCheck_DefaultServer(
                                GitLabUrl.shown(GitLabServers.get().defaultUrl())
                                        .orElse("")))
                : requiredGitLabUrl(item, value);
    }

    /** Says what a blank field means. */
    static FormValidation told(@CheckForNull Item item, String meaning) {
        return FormAccess.isGranted(item) ? FormValidation.ok(meaning) : FormValidation.ok();
    }

    /** Checks the address of a GitLab that has no default. */
    static FormValidation requiredGitLabUrl(@CheckForNull Item item, String value) {
        return text(item, value, GitLabUrl::api, Messages.TextCheck_GitLabUrl());
    }

    /** Checks a project; blank means the one of the environment, else that of the job's own source. */
    public static FormValidation projectId(@CheckForNull Item item, String value) {
        return isBlank(value)
                ? told(item, source(item).map(Messages::TextCheck_SourceProject).orElse(Messages.TextCheck_NoProject()))
                : text(item, value, ProjectId::checked, Messages.TextCheck_ProjectId());
    }

    /** Checks the name of a package. */
    public static FormValidation packageName(@CheckForNull Item item, String value) {
        return text(item, value, GenericPackage::checkName, Messages.TextCheck_PackageName());
    }

    /** Checks the version of a package to upload. */
    public static FormValidation packageVersion(@CheckForNull Item item, String value) {
        return text(item, value, UploadRequest::checkVersion, Messages.TextCheck_PackageVersion());
    }

    /** Checks the version of a package to download, or a rule to choose it by. */
    public static FormValidation packageVersionRule(@CheckForNull Item item, String value) {
        return text(item, value, VersionRule::new, Messages.TextCheck_PackageVersionRule());
    }

    /** Checks a project of a job; blank means that of its own source, if it has one. */
    public static FormValidation projectIdOf(@CheckForNull Item item, String value) {
        return source(item).isPresent() ? projectId(item, value) : requiredProjectId(item, value);
    }

    private static Optional<String> source(@CheckForNull Item item) {
        return item instanceof Job<?, ?> job ? JobSource.of(job).map(JobSource::projectPath) : Optional.empty();
    }

    /** Checks a project that has no default. */
    public static FormValidation requiredProjectId(@CheckForNull Item item, String value) {
        return text(item, value, ProjectId::checked, Messages.TextCheck_ProjectId());
    }

    /** Checks a version, or a rule of versions; blank means all. */
    public static FormValidation optionalVersionRule(@CheckForNull Item item, String value) {
        return isBlank(value) ? FormValidation.ok() : packageVersionRule(item, value);
    }

    /**
     * Refuses variables, where there is no build that could replace them.
     *
     * @param otherwise the check of a text without any
     */
    public static FormValidation withoutVariables(@CheckForNull Item item, String value, FormValidation otherwise) {
        return FormAccess.isGranted(item) && hasVariable(Util.fixNull(value))
                ? FormValidation.error(Messages.TextCheck_NoVariable())
                : otherwise;
    }

    /** Says of a blank field when it need not be filled in. */
    public static FormValidation unlessFromJob(@CheckForNull Item item, String value, FormValidation otherwise) {
        return isBlank(value) && FormAccess.isGranted(item)
                ? FormValidation.warning(Messages.TextCheck_RequiredUnlessFromJob())
                : otherwise;
    }

    /** Checks the name of a job; blank means none. */
    public static FormValidation job(@CheckForNull Item item, String value) {
        if (isBlank(value) || hasVariable(value) || !FormAccess.isGranted(item)) {
            return FormValidation.ok();
        }
        try {
            if (Jenkins.get().getItem(value.trim(), item, Job.class) != null) {
                return FormValidation.ok();
            }
        } catch (AccessDeniedException e) {
            // That there is one is all that may be known.
        }
        return FormValidation.warning(Messages.TextCheck_NoJob());
    }

    /** Checks a pinned digest; blank means none. */
    public static FormValidation sha256(@CheckForNull Item item, String value) {
        return isBlank(value)
                ? FormValidation.ok()
                : text(item, value, DownloadRequest::checkedSha256, Messages.TextCheck_Sha256());
    }

    /** Checks the name of a checksum file; blank means none. */
    public static FormValidation checksums(@CheckForNull Item item, String value) {
        return isBlank(value)
                ? FormValidation.ok()
                : text(item, value, PackageFileName::forUpload, Messages.TextCheck_Checksums());
    }

    /** Checks how many transfers there are at a time; blank means the default. */
    public static FormValidation parallel(@CheckForNull Item item, String value) {
        return number(item, value, RegistrySettings::checkParallel, 0, RegistrySettings.MOST_PARALLEL);
    }

    /** Checks how often a request is tried again; blank means the default. */
    public static FormValidation retries(@CheckForNull Item item, String value) {
        return number(item, value, RegistrySettings::checkRetries, 0, RegistrySettings.MOST_RETRIES);
    }

    /** Checks how many folders of the names in an archive are left out; blank means none. */
    public static FormValidation stripComponents(@CheckForNull Item item, String value, boolean unpack) {
        String text = Util.fixNull(value).trim();
        return unpack || text.isEmpty() || text.equals("0")
                ? number(item, value, DownloadRequest::checkStripComponents, 0, DownloadRequest.MOST_COMPONENTS)
                : check(item, value, any -> refuse(), Messages.TextCheck_StripComponents());
    }

    private static void refuse() {
        throw new IllegalArgumentException();
    }

    /** Checks how many versions are wanted; blank means the default. */
    public static FormValidation limit(@CheckForNull Item item, String value) {
        return number(item, value, VersionQuery::checkLimit, 1, VersionQuery.MOST);
    }

    /** Returns whether the text has a variable in it: what that stands for is known only in a build. */
    static boolean hasVariable(String text) {
        return text.contains("$");
    }

    private static boolean isBlank(String value) {
        return Util.fixEmptyAndTrim(value) == null;
    }

    /**
     * Checks a text that must be there.
     *
     * @param rule throws an {@link IllegalArgumentException} for a text that cannot work; is not asked about variables
     * @param wanted what the form says then
     */
    public static FormValidation text(@CheckForNull Item item, String value, Consumer<String> rule, String wanted) {
        Consumer<String> unlessVariable = text -> {
            if (!hasVariable(text)) {
                rule.accept(text);
            }
        };
        return check(item, value, unlessVariable, wanted);
    }

    /** Checks a number; blank means the default. */
    public static FormValidation number(@CheckForNull Item item, String value, int least, int most) {
        return number(
                item,
                value,
                number -> {
                    if (number < least || number > most) {
                        throw new IllegalArgumentException();
                    }
                },
                least,
                most);
    }

    private static FormValidation number(@CheckForNull Item item, String value, IntConsumer rule, int least, int most) {
        return isBlank(value)
                ? FormValidation.ok()
                : check(
                        item,
                        value,
                        text -> rule.accept(Integer.parseInt(text)),
                        Messages.TextCheck_Number(least, most));
    }

    /** @param rule throws an {@link IllegalArgumentException} for a text that cannot work */
    private static FormValidation check(@CheckForNull Item item, String value, Consumer<String> rule, String wanted) {
        if (!FormAccess.isGranted(item)) {
            return FormValidation.ok();
        }
        String text = Util.fixNull(value).trim();
        if (text.isEmpty()) {
            return FormValidation.error(Messages.TextCheck_Required());
        }
        if (text.length() > LONGEST) {
            return FormValidation.error(Messages.TextCheck_TooLong(LONGEST));
        }
        try {
            rule.accept(text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(wanted);
        }
    }
}
