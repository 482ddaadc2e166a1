package io.jenkins.plugins.gitlabgenericpackages.choosing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Failure;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A parameter's value can be neither a version nor a rule. Whoever sent it by HTTP gets a page with status 400, and who
 * did by the command line an error of one line, which Jenkins makes of what it extends.
 */
final class RefusedVersionException extends IllegalArgumentException implements HttpResponse {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 100;

    private RefusedVersionException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns the text as it is, without spaces around it.
     *
     * @param name of the parameter
     * @throws RefusedVersionException if it can be neither a version nor a rule
     */
    static String checked(String name, @CheckForNull String text) {
        try {
            return new VersionRule(text).text();
        } catch (InvalidRequestException e) {
            throw new RefusedVersionException(
                    Messages.RefusedVersionException_Wanted(name, PrintableText.line(Util.fixNull(text), MOST)), e);
        }
    }

    static boolean isFit(@CheckForNull String text) {
        try {
            new VersionRule(text);
            return true;
        } catch (InvalidRequestException e) {
            return false;
        }
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        new Failure(getMessage()).generateResponse(request, response, node);
    }
}
