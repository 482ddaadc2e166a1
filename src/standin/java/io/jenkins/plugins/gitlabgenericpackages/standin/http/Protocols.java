package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How the test double lets Jetty speak HTTP, with TLS or without. */
final class Protocols {
    private static final int BUFFER_BYTES = 64 * 1024;

    private Protocols() {}

    /** @param tls null for plain HTTP */
    static ConnectionFactory[] over(SSLContext tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        // Routes see the target byte for byte, also one that is ambiguous once it is decoded.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setRequestHeaderSize(BUFFER_BYTES);
        configuration.setSendServerVersion(false);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        http.setInputBufferSize(BUFFER_BYTES);
        if (tls == null) {
            return new ConnectionFactory[] {http};
        }
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(tls);
        return new ConnectionFactory[] {new SslConnectionFactory(context, http.getProtocol()), http};
    }
}
