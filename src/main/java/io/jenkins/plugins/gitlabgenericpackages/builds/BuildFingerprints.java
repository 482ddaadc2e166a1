package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.BulkChange;
import hudson.model.Fingerprint;
import hudson.model.FingerprintMap;
import hudson.model.Run;
import hudson.tasks.Fingerprinter.FingerprintAction;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Lets Jenkins see which build made what another build took. Each fingerprint is a file that is forced to disk: of many
 * files they are written beside the build, and what is not written when Jenkins ends is written when the build is loaded
 * again. Controller only.
 */
record BuildFingerprints(Run<?, ?> run, PackageTransfer transfer) {
    private static final Logger LOGGER = Logger.getLogger(BuildFingerprints.class.getName());

    /** So few are written before anybody notices. */
    private static final int MOST_AT_ONCE = 50;

    /** The action keeps every name in the build's own record, which shall stay readable. */
    private static final int MOST_IN_ACTION = 1000;

    static final ExecutorService LATER = later();

    private static ExecutorService later() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2,
                2,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "gitlab-packages-fingerprints"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Records that the build had the files, as far as their MD5 is known: now, or soon. */
    void record() throws IOException, InterruptedException {
        if (transfer.getFileCount() <= MOST_AT_ONCE) {
            write();
        } else {
            recordLater();
        }
    }

    void recordLater() {
        LATER.execute(() -> {
            try {
                write();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The fingerprints of " + run + " are not all written");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void write() throws IOException, InterruptedException {
        Map<String, String> written = new LinkedHashMap<>();
        for (GenericPackageFile file : transfer.getFiles()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!file.getMd5().isEmpty()) {
                write(file);
                String name = file.getPackageName() + "/" + file.getPackageVersion() + "/" + file.getFileName();
                written.put(name, file.getMd5());
            }
        }
        synchronized (run) {
            // It may have been deleted meanwhile, and saving it would make it again.
            if (run.getRootDir().isDirectory()) {
                show(written);
                transfer.fingerprintsWritten();
                run.save();
            }
        }
    }

    private void write(GenericPackageFile file) throws IOException {
        FingerprintMap known = Jenkins.get().getFingerprintMap();
        Fingerprint fingerprint;
        // Otherwise a new one would be saved twice.
        try (BulkChange once = new BulkChange(BulkChange.ALL)) {
            // What comes first from an upload was made by this build; what comes from a download was not.
            fingerprint = known.getOrCreate(transfer.isUpload() ? run : null, file.getFileName(), file.getMd5());
            fingerprint.addFor(run);
        }
        fingerprint.save();
    }

    /** Lists them on the build, up to a number. */
    private void show(Map<String, String> written) {
        FingerprintAction action = run.getAction(FingerprintAction.class);
        Map<String, String> shown = new LinkedHashMap<>();
        int room = MOST_IN_ACTION - (action == null ? 0 : action.getRecords().size());
        written.entrySet().stream().limit(Math.max(0, room)).forEach(each -> shown.put(each.getKey(), each.getValue()));
        if (action != null) {
            action.add(shown);
        } else if (!shown.isEmpty()) {
            run.addAction(new FingerprintAction(run, shown));
        }
    }
}
