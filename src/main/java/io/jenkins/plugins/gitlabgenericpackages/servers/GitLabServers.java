package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The GitLab servers in the system configuration. The first one is the default of every step. */
@Extension
@Symbol("gitlabGenericPackages")
public final class GitLabServers extends GlobalConfiguration {
    private List<GitLabServer> servers = new ArrayList<>();

    public GitLabServers() {
        load();
    }

    @NonNull
    public static GitLabServers get() {
        return ExtensionList.lookupSingleton(GitLabServers.class);
    }

    /** Returns whether forms can leave the address of the GitLab to the configuration. */
    public static boolean isAnyConfigured() {
        return !get().getServers().isEmpty();
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.GitLabServers_DisplayName();
    }

    @NonNull
    public List<GitLabServer> getServers() {
        return Collections.unmodifiableList(servers);
    }

    @DataBoundSetter
    public void setServers(List<GitLabServer> servers) {
        // Of a class that XStream stores by its elements, each of which may then be of another version.
        this.servers = new ArrayList<>(Util.fixNull(servers));
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        // Without any server the form sends no list at all.
        setServers(request.bindJSONToList(GitLabServer.class, form.get("servers")));
        return true;
    }

    /** Returns the server at that address, or the first one for an empty address. */
    public Optional<GitLabServer> serverFor(String gitlabUrl) {
        return gitlabUrl.isEmpty()
                ? servers.stream().findFirst()
                : servers.stream().filter(server -> server.isAt(gitlabUrl)).findFirst();
    }

    /** Returns the address that a step without one uses. */
    String defaultUrl() {
        return servers.stream().findFirst().map(GitLabServer::getGitlabUrl).orElse(GitLabUrl.DEFAULT);
    }
}
