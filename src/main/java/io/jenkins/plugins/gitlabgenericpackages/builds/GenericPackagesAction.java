package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows on a build which packages it made and took. Several steps may add to it at a time. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class GenericPackagesAction implements RunAction2, StaplerProxy {
    private final List<PackageTransfer> transfers = new ArrayList<>();
    private transient Run<?, ?> run;

    private GenericPackagesAction(Run<?, ?> run) {
        this.run = run;
    }

    /** Adds a step's files to the build that it belongs to. An empty transfer leaves nothing to show. */
    public static void record(Run<?, ?> run, TransferOrigin origin, List<GenericPackageFile> files)
            throws IOException, InterruptedException {
        if (files.isEmpty()) {
            return;
        }
        // Takes its time with many files: other steps may use the build meanwhile.
        BuildFingerprints fingerprints = BuildFingerprints.record(run, origin.direction(), files);
        synchronized (run) {
            GenericPackagesAction present = run.getAction(GenericPackagesAction.class);
            GenericPackagesAction action = present == null ? new GenericPackagesAction(run) : present;
            action.add(origin, files);
            if (present == null) {
                run.addAction(action);
            }
            fingerprints.show();
            run.save();
        }
    }

    private synchronized void add(TransferOrigin origin, List<GenericPackageFile> files) throws IOException {
        String list = (transfers.size() + 1) + ".jsonl";
        transfers.add(new PackageTransfer(origin, files, list, run.getRootDir()));
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
        transfers.forEach(transfer -> transfer.onLoad(r.getRootDir()));
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
