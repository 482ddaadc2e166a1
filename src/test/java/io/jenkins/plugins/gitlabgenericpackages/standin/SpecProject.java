package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.RegistryAccess;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Visibility;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The project that a case of GitLab's request specs asks for, private unless the case says otherwise. */
final class SpecProject {
    private static final Set<String> FACTS = Set.of("public", "internal", "registry", "allow", "granular-only");

    private SpecProject() {}

    static Project of(List<String> given) {
        Project project = Project.DEFAULT;
        for (String fact : given) {
            String[] words = fact.split(" ");
            project = switch (words[0]) {
                case "public" -> Project.ofPublic(project.id(), project.path());
                case "internal" -> Project.of(project.id(), project.path(), Visibility.INTERNAL);
                case "registry" -> project.withRegistry(RegistryAccess.valueOf(words[1].toUpperCase(Locale.ROOT)));
                case "allow" -> allow(project, words.length > 1 ? words[1] : "");
                case "granular-only" -> project.forGranularTokensOnly();
                default -> project;
            };
        }
        return project;
    }

    /** Puts the asking job's project on the allowlist, with one permission, with none, or with the default. */
    private static Project allow(Project project, String policy) {
        return switch (policy) {
            case "default" -> project.allowingJobsOf(SpecAsker.OTHER_PROJECT);
            case "" -> project.allowingJobsOf(SpecAsker.OTHER_PROJECT, Set.of());
            default -> project.allowingJobsOf(SpecAsker.OTHER_PROJECT, Set.of(policy));
        };
    }

    /** Complains of a fact that is none. */
    static void check(String fact) {
        if (!FACTS.contains(fact)) {
            throw new IllegalArgumentException(fact);
        }
    }
}
