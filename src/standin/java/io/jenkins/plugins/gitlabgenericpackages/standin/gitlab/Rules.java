package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.ProtectionRule;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * What administrators and owners set in the stand-in registry (a test double), preset to GitLab's defaults. Any thread
 * may change it while the registry runs; a request sees what is set when it gets there.
 */
public final class Rules {
    volatile boolean granularTokens = true;
    volatile boolean jobTokenPolicies = true;
    volatile Maintenance maintenance = Maintenance.OFF;
    private volatile boolean duplicatesAllowed = true;
    private volatile Pattern duplicateExceptions = Pattern.compile("");
    private final List<ProtectionRule> protections = new CopyOnWriteArrayList<>();

    public Rules() {}

    /** When false, a second file of the same name in a package is refused with 400. */
    public Rules duplicatesAllowed(boolean on) {
        duplicatesAllowed = on;
        return this;
    }

    /** A regular expression for names or versions of packages whose duplicates are treated the other way. */
    public Rules duplicateExceptions(String regex) {
        duplicateExceptions = Pattern.compile(regex);
        return this;
    }

    boolean allowsDuplicates(PackageKey key) {
        boolean exception = duplicateExceptions.matcher(key.name()).matches()
                || duplicateExceptions.matcher(key.version()).matches();
        return duplicatesAllowed != exception;
    }

    /** Refuses uploads into packages of such names to whom has less than the role. */
    public Rules protectPush(String pattern, Role minimum) {
        protections.add(new ProtectionRule(pattern, Right.WRITE, minimum));
        return this;
    }

    /** Refuses deletions in packages of such names to whom has less than the role. */
    public Rules protectDeletion(String pattern, Role minimum) {
        protections.add(new ProtectionRule(pattern, Right.DELETE, minimum));
        return this;
    }

    boolean isProtected(String packageName, Right right, Role role) {
        return protections.stream().anyMatch(rule -> rule.refuses(packageName, right, role));
    }

    /** When false, fine-grained access tokens are refused, as by a GitLab that does not support them yet. */
    public Rules granularTokens(boolean on) {
        granularTokens = on;
        return this;
    }

    /** When false, a job token may do what its user may once its project is on the allowlist. */
    public Rules jobTokenPolicies(boolean on) {
        jobTokenPolicies = on;
        return this;
    }

    /** Makes GitLab read-only, or ends that. */
    public Rules maintenance(Maintenance form) {
        maintenance = form;
        return this;
    }
}
