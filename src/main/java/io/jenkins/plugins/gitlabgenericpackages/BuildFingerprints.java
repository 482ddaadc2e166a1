package io.jenkins.plugins.gitlabgenericpackages;

import hudson.model.FingerprintMap;
import hudson.model.Run;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferListener.Direction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** Lets Jenkins see which build made what another build took. Controller only. */
final class BuildFingerprints {
    /** The action keeps every name in the build's own record, which shall stay readable. */
    private static final int MOST_IN_ACTION = 1000;

    private BuildFingerprints() {}

    static void record(Run<?, ?> run, Direction direction, List<GenericPackageFile> files) throws IOException {
        FingerprintMap known = Jenkins.get().getFingerprintMap();
        Map<String, String> recorded = new LinkedHashMap<>();
        for (GenericPackageFile file : files) {
            if (!file.getMd5().isEmpty()) {
                // What comes first from an upload was made by this build; what comes from a download was not.
                known.getOrCreate(direction == Direction.UPLOAD ? run : null, file.getFileName(), file.getMd5())
                        .addFor(run);
                recorded.put(file.getFileName(), file.getMd5());
            }
        }
        if (recorded.isEmpty() || recorded.size() > MOST_IN_ACTION) {
            return;
        }
        FingerprintAction action = run.getAction(FingerprintAction.class);
        if (action == null) {
            run.addAction(new FingerprintAction(run, recorded));
        } else {
            action.add(recorded);
        }
    }
}
