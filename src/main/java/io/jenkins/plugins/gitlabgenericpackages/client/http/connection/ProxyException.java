package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;

/** The proxy refused to pass the request on: final. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProxyException(ProxySettings proxy, int status) {
        super("the proxy " + proxy + " refused the connection with status " + status
                + (status == 407 ? ": its user name or password is missing or wrong" : ""));
    }
}
