package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Checks what a form says by a rule of the client. The client's own messages go into build logs, which have one language;
 * a form says in its reader's language what is wanted.
 */
@Restricted(NoExternalUse.class)
public final class TextCheck {
    private TextCheck() {}

    /** Checks the address of a GitLab; blank means the default server. */
    public static FormValidation gitlabUrl(String value) {
        return isBlank(value) ? FormValidation.ok() : requiredGitLabUrl(value);
    }

    /** Checks the address of a GitLab that has no default. */
    public static FormValidation requiredGitLabUrl(String value) {
        return text(value, GitLabUrl::api, Messages.TextCheck_GitLabUrl());
    }

    /** Checks a project; blank means the one of the environment. */
    public static FormValidation projectId(String value) {
        return isBlank(value)
                ? FormValidation.ok()
                : text(value, Registry::checkedProjectId, Messages.TextCheck_ProjectId());
    }

    /** Checks the name of a package. */
    public static FormValidation packageName(String value) {
        return text(value, GenericPackage::checkName, Messages.TextCheck_PackageName());
    }

    /** Checks the version of a package. */
    public static FormValidation packageVersion(String value) {
        return text(value, GenericPackage::checkVersion, Messages.TextCheck_PackageVersion());
    }

    /** Checks a pinned digest; blank means none. */
    public static FormValidation sha256(String value) {
        return isBlank(value)
                ? FormValidation.ok()
                : text(value, DownloadRequest::checkedSha256, Messages.TextCheck_Sha256());
    }

    /** Checks how many transfers there are at a time; blank means the default. */
    public static FormValidation parallel(String value) {
        return number(value, RegistrySettings::checkParallel, 1, RegistrySettings.MOST_PARALLEL);
    }

    /** Checks how often a request is tried again; blank means the default. */
    public static FormValidation retries(String value) {
        return number(value, RegistrySettings::checkRetries, 0, RegistrySettings.MOST_RETRIES);
    }

    /** Returns whether the text has a variable in it: what that stands for is known only in a build. */
    public static boolean hasVariable(String text) {
        return text.contains("$");
    }

    private static boolean isBlank(String value) {
        return Util.fixEmptyAndTrim(value) == null;
    }

    /** @param rule throws an {@link IllegalArgumentException} for a text that cannot work */
    private static FormValidation text(String value, Consumer<String> rule, String wanted) {
        String text = Util.fixNull(value).strip();
        return hasVariable(text) ? FormValidation.ok() : check(text, rule, wanted);
    }

    private static FormValidation number(String value, IntConsumer rule, int least, int most) {
        return isBlank(value)
                ? FormValidation.ok()
                : check(
                        value.strip(),
                        text -> rule.accept(Integer.parseInt(text)),
                        Messages.TextCheck_Number(least, most));
    }

    private static FormValidation check(String text, Consumer<String> rule, String wanted) {
        try {
            rule.accept(text);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(wanted);
        }
    }
}
