package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.model.FingerprintMap;
import hudson.model.Run;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * Lets Jenkins see which build made what another build took. Controller only.
 *
 * @param recorded the MD5 of each file, by package, version and name
 */
record BuildFingerprints(Run<?, ?> run, Map<String, String> recorded) {
    /** The action keeps every name in the build's own record, which shall stay readable. */
    private static final int MOST_IN_ACTION = 1000;

    /** Records that the build had the files, as far as their MD5 is known. */
    static BuildFingerprints record(Run<?, ?> run, Direction direction, List<GenericPackageFile> files)
            throws IOException, InterruptedException {
        FingerprintMap known = Jenkins.get().getFingerprintMap();
        Map<String, String> recorded = new LinkedHashMap<>();
        for (GenericPackageFile file : files) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!file.getMd5().isEmpty()) {
                // What comes first from an upload was made by this build; what comes from a download was not.
                known.getOrCreate(direction == Direction.UPLOAD ? run : null, file.getFileName(), file.getMd5())
                        .addFor(run);
                String name = file.getPackageName() + "/" + file.getPackageVersion() + "/" + file.getFileName();
                recorded.put(name, file.getMd5());
            }
        }
        return new BuildFingerprints(run, recorded);
    }

    /** Lists them on the build, up to a number; call it with the build locked, and save the build afterwards. */
    void show() {
        FingerprintAction action = run.getAction(FingerprintAction.class);
        Map<String, String> shown = new LinkedHashMap<>();
        int room = MOST_IN_ACTION - (action == null ? 0 : action.getRecords().size());
        recorded.entrySet().stream()
                .limit(Math.max(0, room))
                .forEach(each -> shown.put(each.getKey(), each.getValue()));
        if (action != null) {
            action.add(shown);
        } else if (!shown.isEmpty()) {
            run.addAction(new FingerprintAction(run, shown));
        }
    }
}
