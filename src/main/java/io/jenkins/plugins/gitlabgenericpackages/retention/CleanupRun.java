package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.BuildRegistry;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryCall;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryQuestion;
import io.jenkins.plugins.gitlabgenericpackages.builds.KeptBuilds;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.RetentionTable;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** Cleans up for a build, be it of a Pipeline or of a freestyle job. */
record CleanupRun(
        Run<?, ?> run,
        TaskListener listener,
        GitLabGenericCleanupStep step,
        RegistrySettings settings,
        RetentionRule rule) {
    /** @throws AbortException if the parameters cannot work */
    static CleanupRun of(
            Run<?, ?> run,
            EnvVars environment,
            TaskListener listener,
            GitLabGenericCleanupStep step,
            ParameterText text)
            throws AbortException {
        try {
            RegistrySettings settings = new BuildRegistry(run, environment).settings(step, text);
            return new CleanupRun(run, listener, step, settings, step.rule(text));
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Returns what would become of each version, and deletes nothing.
     *
     * @param folder where the agent is that asks GitLab; null for the controller
     */
    ArrayList<GenericPackageDecision> plan(@CheckForNull FilePath folder) throws IOException, InterruptedException {
        return ask(null, folder);
    }

    /**
     * Deletes what goes by a plan, unless this is a dry run, and tells what became of each version.
     *
     * @param id of the step: at another attempt its build shows it once
     * @param plan what {@link #plan} returned, to this attempt or to an earlier one
     * @param folder where the agent is that asks GitLab; null for the controller
     */
    ArrayList<GenericPackageDecision> finish(
            String id, List<GenericPackageDecision> plan, @CheckForNull FilePath folder)
            throws IOException, InterruptedException {
        ArrayList<Decision> planned = decisions(plan);
        boolean deletes = !step.isDryRun() && planned.stream().anyMatch(Decision::goes);
        ArrayList<GenericPackageDecision> results = deletes ? ask(planned, folder) : new ArrayList<>(plan);
        RetentionTable table = new RetentionTable(rule, decisions(results), step.isDryRun());
        PrintStream log = listener.getLogger();
        table.lines().forEach(log::println);
        log.println(table.summary()
                + (step.isDryRun() && table.goes() > 0 ? ". To delete, switch off the dry run (dryRun: false)" : ""));
        CleanupsAction.record(run, id, settings.registry().projectId(), table, results);
        if (table.failure().isPresent()) {
            throw new AbortException(table.failure().get());
        }
        return results;
    }

    private static ArrayList<Decision> decisions(List<GenericPackageDecision> shown) {
        ArrayList<Decision> decisions = new ArrayList<>();
        shown.forEach(each -> decisions.add(each.decision()));
        return decisions;
    }

    /**
     * Searches all builds at each call. For the plan, since what they keep must not take up the number of versions that may go
     * in one run; before the deletion again, since a build may be marked meanwhile: a plan outlives Jenkins.
     */
    private ArrayList<GenericPackageDecision> ask(@CheckForNull ArrayList<Decision> plan, @CheckForNull FilePath folder)
            throws IOException, InterruptedException {
        HashMap<String, String> kept = step.isKeepBuilds() ? KeptBuilds.versions(rule.packageName()) : new HashMap<>();
        List<?> told = RegistryCall.ask(settings, new CleanUp(rule, kept, plan), ArrayList.class, listener, folder);
        return new CleanupAnswer(rule, plan, told).shown();
    }

    /**
     * Goes to the agent. Its answer is a list of {@link Decision}, if the agent is honest.
     *
     * @param kept versions that stay, each with the reason
     * @param plan what to delete; null for making a plan
     */
    private record CleanUp(
            RetentionRule rule,
            HashMap<String, String> kept,
            @CheckForNull ArrayList<Decision> plan) implements RegistryQuestion<ArrayList> {
        @Override
        public ArrayList<Decision> ask(GenericPackageClient client, Consumer<String> log)
                throws IOException, InterruptedException {
            return new ArrayList<>(plan == null ? client.planCleanup(rule, kept) : client.cleanUp(rule, kept, plan));
        }

        @Override
        public String toString() {
            return "CleanUp[" + rule.packageName() + "]";
        }
    }
}
