package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;

/** What all parts of one upload or download work with. */
public record Session(
        RegistrySettings settings, PackagesApi api, Retry retry, TransferListener listener, Journal journal) {

    Token token() {
        return settings.registry().token();
    }

    String where() {
        return settings.registry().where();
    }

    PackageContents contentsOf(GenericPackage owner) {
        return new PackageContents(api, token(), owner);
    }
}
