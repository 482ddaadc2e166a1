package io.jenkins.plugins.gitlabgenericpackages.choosing;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Ancestor;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebApp;
import org.kohsuke.stapler.verb.POST;

/**
 * What the script beside a shown parameter asks. The object was made when the page was, and is known to the session of its
 * reader alone: so the request brings no address, id or name along, and it is all the same whether the parameter is one of
 * a job or of an input step.
 */
@Restricted(NoExternalUse.class)
public final class VersionListing {
    private final String job;
    private final GenericPackageVersionParameterDefinition definition;
    private final ZoneId zone;

    private VersionListing(Job<?, ?> job, GenericPackageVersionParameterDefinition definition, ZoneId zone) {
        this.job = job.getFullName();
        this.definition = definition;
        this.zone = zone;
    }

    /**
     * Returns the path from the root of the server; empty if the reader of the page may not build the job.
     *
     * @param zone in which the page shows times
     */
    static String bind(GenericPackageVersionParameterDefinition definition, ZoneId zone, StaplerRequest2 page) {
        return owner(page.getAncestors())
                .filter(owner -> owner.hasPermission(Item.BUILD))
                .map(owner -> WebApp.getCurrent()
                        .boundObjectTable
                        .bind(new VersionListing(owner, definition, zone))
                        .getURL())
                .orElse("");
    }

    /** Returns the job whose page it is, or to which the build belongs whose page it is. */
    private static Optional<Job<?, ?>> owner(List<Ancestor> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            Object ancestor = path.get(i).getObject();
            if (ancestor instanceof Run<?, ?> build) {
                return Optional.of(build.getParent());
            }
            if (ancestor instanceof Job<?, ?> found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Answers with the versions as JSON, or with the reason why there are none. */
    @POST
    public void doVersions(StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, InterruptedException {
        Job<?, ?> owner = Jenkins.get().getItemByFullName(job, Job.class);
        if (owner == null) {
            throw HttpResponses.notFound();
        }
        owner.checkPermission(Item.BUILD);
        DateTimeFormatter times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(request.getLocale())
                .withZone(zone);
        String json = offered(owner).toJson(times::format);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().print(json);
    }

    private OfferedVersions offered(Job<?, ?> owner) throws InterruptedException {
        try {
            VersionQuestion question = definition.question();
            return BoundedReading.get().of(() -> question.ask(owner));
        } catch (InvalidRequestException e) {
            return OfferedVersions.none(e.getMessage());
        }
    }
}
