package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.servers.WatchedPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The parameter that holds a build's version: one of the job's own, or else one that only builds for new versions have.
 * Jenkins hides the values of parameters that a job does not define, unless they are called safe (SECURITY-170); only
 * that last one is.
 *
 * @param defined the job's parameters
 */
@Restricted(NoExternalUse.class)
public record FilledParameter(String name, List<ParameterDefinition> defined) {

    /**
     * Chooses it.
     *
     * @param given the name that is configured; null for the job's own parameter of that package, if it has exactly one
     * @throws AbortException if the job has no parameter of that name
     * @throws InvalidRequestException if the package cannot be asked for so
     */
    public static FilledParameter of(Job<?, ?> job, @CheckForNull String given, WatchedPackage watched)
            throws AbortException {
        List<ParameterDefinition> defined = definitions(job);
        if (given == null) {
            return new FilledParameter(ofPackage(defined, watched), defined);
        }
        FilledParameter chosen = new FilledParameter(given, defined);
        if (!chosen.isDefined()) {
            throw new AbortException("This job has no parameter '" + given
                    + "', which the trigger is to fill with the version (parameter); it has "
                    + (defined.isEmpty() ? "none" : String.join(", ", names(defined))));
        }
        return chosen;
    }

    /** Returns the names of the parameters that the job has now. */
    public static List<String> names(Job<?, ?> job) {
        return names(definitions(job));
    }

    private static List<String> names(List<ParameterDefinition> defined) {
        return defined.stream().map(ParameterDefinition::getName).toList();
    }

    private static List<ParameterDefinition> definitions(Job<?, ?> job) {
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        return property == null ? List.of() : List.copyOf(property.getParameterDefinitions());
    }

    private static String ofPackage(List<ParameterDefinition> defined, WatchedPackage watched) {
        List<String> same = defined.stream()
                .filter(each -> each instanceof WatchedPackage.Parameter chooser && chooser.isOf(watched.identity()))
                .map(ParameterDefinition::getName)
                .toList();
        return same.size() == 1 ? same.get(0) : NewVersionParameter.VERSION;
    }

    private boolean isDefined() {
        return names(defined).contains(name);
    }

    /**
     * Returns the version, and the defaults of the job's other parameters.
     *
     * @throws AbortException if the job's parameter does not take that version
     */
    public ParametersAction values(NewVersion version) throws AbortException {
        List<ParameterValue> values = new ArrayList<>();
        if (!isDefined()) {
            values.add(new NewVersionParameter(name, null, version));
        }
        for (ParameterDefinition each : defined) {
            ParameterValue value =
                    each.getName().equals(name) ? filled(each, version) : each.getDefaultParameterValue();
            if (value != null) {
                values.add(value);
            }
        }
        return new ParametersAction(values, Set.of(NewVersionParameter.VERSION));
    }

    private NewVersionParameter filled(ParameterDefinition definition, NewVersion version) throws AbortException {
        if (!takes(definition, version.getVersion())) {
            throw new AbortException("the job's parameter " + name + " does not take it");
        }
        return new NewVersionParameter(name, definition.getDescription(), version);
    }

    /** A choice may have other ones only, and a checkbox holds no text. */
    private static boolean takes(ParameterDefinition definition, String version) {
        try {
            return definition instanceof SimpleParameterDefinition simple
                    && simple.createValue(version) instanceof StringParameterValue text
                    && version.equals(text.getValue());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
