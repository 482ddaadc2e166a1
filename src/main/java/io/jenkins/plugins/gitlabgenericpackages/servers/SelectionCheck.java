package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Checks whether a form says which files are meant, by patterns or by one file, and not both. */
@Restricted(NoExternalUse.class)
public final class SelectionCheck {
    private SelectionCheck() {}

    /** Checks an upload, which has to say it. */
    public static FormValidation upload(@CheckForNull Item item, String file, String includes, String archive) {
        if (isBlank(file) && isBlank(includes)) {
            return answer(
                    item,
                    isBlank(archive)
                            ? FormValidation.error(Messages.SelectionCheck_Neither())
                            : FormValidation.ok(Messages.SelectionCheck_WholeFolder()));
        }
        return notBoth(item, file, includes);
    }

    /** Checks the name of the archive that an upload packs; blank means none. */
    public static FormValidation archive(@CheckForNull Item item, String file, String archive) {
        if (isBlank(archive)) {
            return FormValidation.ok();
        }
        return isBlank(file)
                ? TextCheck.text(item, archive, UploadRequest::checkArchive, Messages.SelectionCheck_Archive())
                : answer(item, FormValidation.error(Messages.SelectionCheck_ArchiveOrFile()));
    }

    /** Checks where one file of a download goes, which nowhere goes that is unpacked. */
    public static FormValidation downloadedFile(@CheckForNull Item item, String file, boolean unpack) {
        return unpack && !isBlank(file)
                ? answer(item, FormValidation.error(Messages.SelectionCheck_UnpackedFile()))
                : FormValidation.ok();
    }

    /** Checks a download, which takes the whole package where nothing is said. */
    public static FormValidation download(@CheckForNull Item item, String file, String includes) {
        return isBlank(file) && isBlank(includes)
                ? answer(item, FormValidation.ok(Messages.SelectionCheck_Whole()))
                : notBoth(item, file, includes);
    }

    private static FormValidation notBoth(@CheckForNull Item item, String file, String includes) {
        return isBlank(file) || isBlank(includes)
                ? FormValidation.ok()
                : answer(item, FormValidation.error(Messages.SelectionCheck_Both()));
    }

    private static FormValidation answer(@CheckForNull Item item, FormValidation answer) {
        return FormAccess.isGranted(item) ? answer : FormValidation.ok();
    }

    private static boolean isBlank(String value) {
        return Util.fixEmptyAndTrim(value) == null;
    }
}
