package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;

/** The proxy refused to pass the request on, or cannot be used: final. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param proxy of another kind than http */
    ProxyException(ProxySettings proxy) {
        super("the proxy " + proxy
                + " cannot be used: name one such as http://proxy.example.com:3128, or this host among"
                + " those that are reached without a proxy");
    }

    public ProxyException(ProxySettings proxy, int status) {
        super("the proxy " + proxy + " refused the connection with status " + status
                + (status == 407 ? ": its user name or password is missing or wrong" : ""));
    }
}
