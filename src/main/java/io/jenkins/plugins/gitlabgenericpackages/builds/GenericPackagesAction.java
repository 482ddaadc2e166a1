package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows on a build which packages it uploaded and downloaded. Several steps may add to it at a time. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class GenericPackagesAction implements RunAction2, StaplerProxy {
    private final List<PackageTransfer> transfers = new ArrayList<>();
    private transient Run<?, ?> run;

    private GenericPackagesAction(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Adds a step's files to the build that it belongs to, in place of what the same transfer had added before. A transfer
     * that had nothing to do leaves nothing to show.
     *
     * @param failed whether other files of the step did not arrive, or it could not tell which
     */
    public static void record(Run<?, ?> run, TransferOrigin origin, List<GenericPackageFile> files, boolean failed)
            throws IOException, InterruptedException {
        if (files.isEmpty() && !failed) {
            return;
        }
        PackageTransfer transfer = BuildActions.change(
                run,
                GenericPackagesAction.class,
                () -> new GenericPackagesAction(run),
                action -> action.add(origin, files, failed));
        if (transfer.isFingerprintsDue()) {
            new BuildFingerprints(run, transfer).record();
        }
    }

    private synchronized PackageTransfer add(TransferOrigin origin, List<GenericPackageFile> files, boolean failed)
            throws IOException {
        int number = 0;
        while (number < transfers.size() && !transfers.get(number).isOf(origin.id())) {
            number++;
        }
        String list = (number + 1) + ".jsonl";
        PackageTransfer transfer = new PackageTransfer(origin, files, failed, list, run.getRootDir());
        if (number < transfers.size()) {
            transfers.set(number, transfer);
        } else {
            transfers.add(transfer);
        }
        return transfer;
    }

    /** Returns what the build has recorded of a transfer that may be attempted again. */
    public static Optional<PackageTransfer> recorded(Run<?, ?> run, UUID id) {
        GenericPackagesAction action = run.getAction(GenericPackagesAction.class);
        return action == null
                ? Optional.empty()
                : action.getTransfers().stream()
                        .filter(transfer -> transfer.isOf(id))
                        .findFirst();
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
        transfers.forEach(transfer -> transfer.onLoad(r.getRootDir()));
        transfers.stream()
                .filter(PackageTransfer::isFingerprintsDue)
                .forEach(transfer -> new BuildFingerprints(r, transfer).recordLater());
    }

    @NonNull
    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    @NonNull
    public synchronized List<PackageTransfer> getTransfers() {
        return List.copyOf(transfers);
    }

    /** Returns the transfers to show on one page, each with as many of its files as there is room for. */
    @NonNull
    public List<TransferPage> getPages() {
        List<TransferPage> pages = new ArrayList<>();
        int room = FilePage.ROWS;
        for (PackageTransfer transfer : getTransfers()) {
            pages.add(new TransferPage(run, pages.size() + 1, transfer, room));
            room = Math.max(0, room - transfer.getFileCount());
        }
        return pages;
    }

    /** Returns the page at {@code …/1/} and so on, or null if there is none. */
    @CheckForNull
    public TransferPage getDynamic(String number) {
        return getPages().stream()
                .filter(page -> Integer.toString(page.getNumber()).equals(number))
                .findFirst()
                .orElse(null);
    }

    @NonNull
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.GenericPackagesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "gitlab-generic-packages";
    }

    /** Whoever may not see the job sees nothing of its packages, whichever way the request came here. */
    @Override
    public Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }
}
