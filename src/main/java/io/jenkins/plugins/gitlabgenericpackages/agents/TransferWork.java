package io.jenkins.plugins.gitlabgenericpackages.agents;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a step asks of the client: plain data that goes to the agent. */
@Restricted(NoExternalUse.class)
public interface TransferWork extends Serializable {
    /** Returns the rule that the package's version is chosen by; empty where it is named. */
    String versionRule();

    /** Returns whether files of that package can be the answer. */
    boolean isAnsweredBy(GenericPackage said);

    /** Does it, on the agent. */
    List<TransferredFile> transfer(GenericPackageClient client, Path folder) throws IOException, InterruptedException;

    /** Uploads from the folder that it runs in. */
    record Upload(UploadRequest request) implements TransferWork {
        @Override
        public String versionRule() {
            return "";
        }

        @Override
        public boolean isAnsweredBy(GenericPackage said) {
            return said.equals(request.target());
        }

        @Override
        public List<TransferredFile> transfer(GenericPackageClient client, Path folder)
                throws IOException, InterruptedException {
            return client.upload(folder, request);
        }
    }

    /** Downloads to the folder that it runs in. */
    record Download(DownloadRequest request) implements TransferWork {
        @Override
        public String versionRule() {
            VersionRule rule = request.source().version();
            return rule.isExact() ? "" : rule.text();
        }

        @Override
        public boolean isAnsweredBy(GenericPackage said) {
            return request.source().admits(said);
        }

        @Override
        public List<TransferredFile> transfer(GenericPackageClient client, Path folder)
                throws IOException, InterruptedException {
            return client.download(folder, request);
        }
    }
}
