package io.jenkins.plugins.gitlabgenericpackages.serve;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a project's numeric id and full path from one argument. */
final class ProjectOption implements ITypeConverter<Project> {
    private static final Pattern ID_AND_PATH = Pattern.compile("([1-9]\\d{0,17})=([\\w.-]+(?:/[\\w.-]+)+)");

    @Override
    public Project convert(String value) {
        Matcher matcher = ID_AND_PATH.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not like 42=group/app");
        }
        return Project.ofPrivate(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
}
