package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/** The drop-down of credentials in a form: tells ids only to those who may use them. Controller only. */
@Restricted(NoExternalUse.class)
public final class CredentialsField {
    /** A job never gets those of the scope System, though the forms of Jenkins itself could see them. */
    private static final CredentialsMatcher USABLE = CredentialsMatchers.allOf(
            TokenReader.matcher(), CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM)));

    private CredentialsField() {}

    /** @param item what the form configures; null for Jenkins itself */
    public static ListBoxModel items(@CheckForNull Item item, String current, String gitlabUrl) {
        return items(item, current, gitlabUrl, USABLE);
    }

    /** Offers what {@link CredentialsFinder.RootCredentials} finds, to administrators. */
    public static ListBoxModel rootItems(String current, String gitlabUrl) {
        return items(null, current, gitlabUrl, TokenReader.matcher());
    }

    private static ListBoxModel items(
            @CheckForNull Item item, String current, String gitlabUrl, CredentialsMatcher usable) {
        StandardListBoxModel items = new StandardListBoxModel();
        items.includeEmptyValue();
        if (FormAccess.isGranted(item)) {
            requirements(gitlabUrl)
                    .ifPresent(wanted -> authentications(item)
                            .forEach(each ->
                                    items.includeMatchingAs(each, item, StandardCredentials.class, wanted, usable)));
        }
        return items.includeCurrentValue(Util.fixNull(current));
    }

    /** @param item what the form configures; null for Jenkins itself */
    public static FormValidation check(@CheckForNull Item item, String value, String gitlabUrl) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null && item != null
                ? blank(item, gitlabUrl)
                : check(item, id, gitlabUrl, USABLE, Messages.CredentialsField_NotFound());
    }

    /** Checks what {@link CredentialsFinder.RootCredentials} is to find. */
    public static FormValidation rootCheck(String value, String gitlabUrl) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null
                ? blank(null, gitlabUrl)
                : check(null, id, gitlabUrl, TokenReader.matcher(), Messages.CredentialsField_NotInRoot());
    }

    private static FormValidation blank(@CheckForNull Item item, String gitlabUrl) {
        return TextCheck.told(
                item,
                server(gitlabUrl)
                        .filter(server -> server.getCredentialsId() != null)
                        .map(server -> Messages.CredentialsField_OfServer(
                                server.getName() == null
                                        ? GitLabUrl.shown(server.getGitlabUrl()).orElse("")
                                        : server.getName()))
                        .orElse(Messages.CredentialsField_None()));
    }

    private static FormValidation check(
            @CheckForNull Item item,
            @CheckForNull String id,
            String gitlabUrl,
            CredentialsMatcher usable,
            String notFound) {
        if (!FormAccess.isGranted(item)
                || id == null
                || TextCheck.hasVariable(id)
                || TextCheck.hasVariable(Util.fixNull(gitlabUrl))
                // Of such an address its own field says all.
                || !Util.fixNull(gitlabUrl).isBlank() && !gitlabUrl.contains("://")) {
            return FormValidation.ok();
        }
        boolean found = requirements(gitlabUrl)
                .filter(wanted ->
                        authentications(item).stream().anyMatch(each -> isThere(id, item, each, wanted, usable)))
                .isPresent();
        return found ? FormValidation.ok() : FormValidation.warning(notFound);
    }

    /** Checks credentials that have to list versions, as those of a deploy token cannot; blank means those of the server. */
    public static FormValidation checkListing(@CheckForNull Item item, String value, String gitlabUrl, TokenType type) {
        FormValidation given = check(item, value, gitlabUrl);
        if (given.kind != FormValidation.Kind.OK || !FormAccess.isGranted(item)) {
            return given;
        }
        Optional<GitLabServer> server = server(gitlabUrl);
        String id = Util.fixEmptyAndTrim(value);
        String wanted = id == null ? server.map(GitLabServer::getCredentialsId).orElse("") : id;
        TokenType known = id == null && type == TokenType.AUTO
                ? server.map(GitLabServer::getTokenType).orElse(type)
                : type;
        try {
            boolean lists = requirements(gitlabUrl).stream()
                    .flatMap(address -> authentications(item).stream()
                            .map(each -> CredentialsProvider.findCredentialByIdInItem(
                                    wanted, StandardCredentials.class, item, each, address)))
                    .filter(found -> found != null && USABLE.matches(found))
                    .findFirst()
                    .flatMap(found -> TokenReader.read(found, known))
                    .map(Token::canList)
                    .orElse(true);
            return lists ? given : FormValidation.warning(Messages.CredentialsField_NoList());
        } catch (InvalidRequestException e) {
            // It holds no token at all, which the use of it says.
            return given;
        }
    }

    private static Optional<GitLabServer> server(String gitlabUrl) {
        return GitLabServers.get().serverFor(Util.fixNull(gitlabUrl).trim());
    }

    private static boolean isThere(
            String id,
            @CheckForNull Item item,
            Authentication authentication,
            List<DomainRequirement> wanted,
            CredentialsMatcher usable) {
        return !CredentialsProvider.listCredentialsInItem(
                        StandardCredentials.class,
                        item,
                        authentication,
                        wanted,
                        CredentialsMatchers.allOf(CredentialsMatchers.withId(id), usable))
                .isEmpty();
    }

    /**
     * Returns the token that jobs would get by that id; for administrators only.
     *
     * @throws InvalidRequestException if the address cannot be read
     */
    static Optional<Token> token(String id, TokenType type, String gitlabUrl) {
        StandardCredentials credentials = CredentialsProvider.findCredentialByIdInItem(
                id, StandardCredentials.class, null, ACL.SYSTEM2, AddressRequirements.of(gitlabUrl));
        return Optional.ofNullable(credentials)
                .filter(USABLE::matches)
                .flatMap(usable -> TokenReader.read(usable, type));
    }

    /**
     * As whom credentials are looked for, one after the other, by the rule of builds
     * ({@link CredentialsProvider#findCredentialById}): as whoever the job runs as, and then, if they may use the
     * credentials of the job, as Jenkins.
     */
    static List<Authentication> authentications(@CheckForNull Item item) {
        Authentication own = item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
        boolean both = !own.equals(ACL.SYSTEM2) && item.hasPermission2(own, CredentialsProvider.USE_ITEM);
        return both ? List.of(own, ACL.SYSTEM2) : List.of(own);
    }

    /** Returns nothing for an address that cannot be read, or not before a build: no credentials are for that. */
    private static Optional<List<DomainRequirement>> requirements(String gitlabUrl) {
        String url = Util.fixEmptyAndTrim(gitlabUrl);
        try {
            return Optional.of(
                    AddressRequirements.of(url == null ? GitLabServers.get().defaultUrl() : url));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
