package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A registry as a case of GitLab's request specs needs it, and one request to it. */
final class SpecScene {
    private static final long PROJECT = Project.DEFAULT.id();
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SpecCase played;
    private final StandInRegistry registry;
    private Fault race;

    private SpecScene(SpecCase played, StandInRegistry registry) {
        this.played = played;
        this.registry = registry;
    }

    /** Returns what is not as the spec wants it; nothing when all is. */
    static String play(SpecCase played, Path dir) throws Exception {
        SpecAsker asker = SpecAsker.of(played.asker());
        RegistryBuilder builder = StandInRegistry.builder(dir)
                .project(SpecProject.of(played.given()))
                .project(Project.ofPublic(8, "group/elsewhere"))
                .token(AcceptedToken.PRIVATE)
                .token(asker.token());
        try (StandInRegistry registry = builder.start()) {
            return new SpecScene(played, registry).play(asker);
        }
    }

    private String play(SpecAsker asker) throws Exception {
        for (String fact : played.given()) {
            String[] words = fact.split(" ", 3);
            arrange(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        }
        SpecRequest request = new SpecRequest(registry.url(), played.method(), played.target());
        long packages = registry.packages(PROJECT).size();
        long files = files();
        SpecRequest.Response response = request.send(asker.header());
        if (race != null) {
            race.release();
        }
        return new SpecResult(registry, response, packages, files).difference(played.want());
    }

    private long files() {
        return registry.packages(PROJECT).stream()
                .mapToLong(found -> found.files().size())
                .sum();
    }

    /** Makes a fact true; those of the project were so from the start. */
    private void arrange(String fact, String first, String rest) throws Exception {
        switch (fact) {
            case "has" -> add(PROJECT, first, rest);
            case "elsewhere" -> add(8, first, rest);
            case "uploaded" ->
                new SpecRequest(registry.url(), "PUT", "packages/generic/" + first)
                        .send("PRIVATE-TOKEN", AcceptedToken.PRIVATE.value());
            case "status" -> registry.packageStatus(PROJECT, "mypackage", "1.2.3", first);
            case "deleted" ->
                registry.deleteFile(
                        PROJECT,
                        "mypackage",
                        "1.2.3",
                        registry.files(PROJECT, "mypackage", "1.2.3").get(0));
            case "push" -> registry.rules().protectPush(rest, Role.valueOf(first.toUpperCase(Locale.ROOT)));
            case "deletion" -> registry.rules().protectDeletion(rest, Role.valueOf(first.toUpperCase(Locale.ROOT)));
            case "no-duplicates" -> registry.rules().duplicatesAllowed(false);
            case "exceptions" -> registry.rules().duplicateExceptions(first);
            case "policies-off" -> registry.rules().jobTokenPolicies(false);
            case "granular-off" -> registry.rules().granularTokens(false);
            case "limit" -> registry.options().sizeLimit(Long.parseLong(first));
            case "storage" -> storage(first);
            case "no-digests" -> registry.options().checksumHeader(false);
            case "race" -> race(first.isEmpty() ? "" : first + " " + rest);
            default -> SpecProject.check(fact);
        }
    }

    private void add(long project, String name, String versionAndFile) {
        String[] words = versionAndFile.split(" ");
        registry.addFile(project, name, words[0], words[1], "hello".getBytes(StandardCharsets.UTF_8));
    }

    private void storage(String kind) {
        registry.options().directDownload(kind.equals("direct"));
        registry.options().proxiedStorage(kind.equals("proxied"));
        registry.options().storageFails(kind.equals("failing"));
    }

    /** Lets another upload into the same package begin, which ends after the request. */
    private void race(String reason) throws IOException, InterruptedException {
        if (!reason.isEmpty()) {
            registry.options().concurrentCreationRefused(reason.trim());
        }
        race = registry.faults().add(Fault.stallInBody(1).on(Route.UPLOAD));
        RawConnection first = new RawConnection(registry);
        first.write(RawConnection.uploadHead(
                        "/api/v4/projects/7/packages/generic/mypackage/0.0.1/first.txt", "Content-Length: 5")
                + "hello");
        if (!race.awaitReached(SOON)) {
            throw new IOException("The other upload did not begin");
        }
    }
}
