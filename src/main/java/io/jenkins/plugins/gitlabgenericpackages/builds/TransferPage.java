package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One transfer with its files, below the address of the {@link GenericPackagesAction}, which checks who may see it. The
 * remote API tells files here and nowhere above: a job that is asked for everything has many builds to tell of.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class TransferPage implements ModelObject {
    /** More than the name of any file has. */
    private static final int LONGEST_NAME = 1024;

    private final Run<?, ?> run;
    private final int number;
    private final PackageTransfer transfer;
    private final int room;

    /**
     * @param number its place among those of the build, counted from 1
     * @param room how many files may be shown beside the other transfers
     */
    TransferPage(Run<?, ?> run, int number, PackageTransfer transfer, int room) {
        this.run = run;
        this.number = number;
        this.transfer = transfer;
        this.room = room;
    }

    @NonNull
    public Run<?, ?> getRun() {
        return run;
    }

    public int getNumber() {
        return number;
    }

    @Exported(merge = true)
    @NonNull
    public PackageTransfer getTransfer() {
        return transfer;
    }

    @Exported
    @NonNull
    public List<GenericPackageFile> getFiles() throws IOException {
        return transfer.getFiles();
    }

    @NonNull
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return transfer.getPackageName() + " " + transfer.getPackageVersion();
    }

    /** Returns the first files, as many as may be shown beside the other transfers. */
    @NonNull
    public FilePage getPreview() throws IOException {
        return transfer.page("", 1, room);
    }

    /**
     * Returns the files that a request asks for.
     *
     * @param name a part of their names, in whatever case; null for all
     * @param page null, or no number, for the first
     */
    @NonNull
    public FilePage show(@CheckForNull String name, @CheckForNull String page) throws IOException {
        String wanted = Util.fixNull(name).strip();
        String part = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME));
        return transfer.page(part, number(page), FilePage.ROWS);
    }

    private static int number(@CheckForNull String page) {
        try {
            return page == null ? 1 : Math.max(1, Integer.parseInt(page));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
