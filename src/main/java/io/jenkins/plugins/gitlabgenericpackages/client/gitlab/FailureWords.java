package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;

/**
 * How a request that failed for good is told: what was wanted, where, why, and what to try.
 *
 * @param task what the caller wants in the end, verb and object, such as {@code upload app 1.0}; empty where a request is
 *     all that is wanted
 * @param network the way to GitLab
 */
public record FailureWords(String task, Network network) {

    /** @param what verb and object of the request, such as {@code list the package app} */
    String failedTo(String what) {
        boolean isTask = task.isEmpty() || verb(what).equals(verb(task));
        return "Failed to " + (isTask ? what : task + ": could not " + what);
    }

    /** @param attempts how many were made, the last one included */
    String of(String what, HttpAddress address, IOException failure, int attempts) {
        String proxy = network.knownProxy()
                .filter(via -> via.appliesTo(address))
                .map(via -> " (through the proxy " + via + ")")
                .orElse("");
        String tries = attempts > 1 ? " (" + attempts + " attempts)" : "";
        return failedTo(what) + " at " + address + proxy + ": " + failure.getMessage() + hint(failure) + tries
                + InvalidRequestException.unreplaced(what);
    }

    private String hint(IOException failure) {
        if (failure instanceof ConnectionException broken && !broken.hint().isEmpty()) {
            return ". " + broken.hint();
        }
        boolean certificates = failure instanceof TlsException tls && tls.mayBeTrust();
        return certificates && !network.certificatesPlace().isEmpty() ? ": " + network.certificatesPlace() : "";
    }

    private static String verb(String what) {
        return what.split(" ", 2)[0];
    }
}
