package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * What a Pipeline gives a step: takes what can only mean one thing, and refuses in one line what cannot work. The values
 * are not repeated: one of them may be a token at the wrong place.
 */
record StepArguments(DescribableModel<?> model) {
    private static final int MOST = 100;

    /** The texts that are lists in truth. */
    private static final Set<String> PATTERNS = Set.of("includes", "excludes", "keepVersions");

    /**
     * Returns the arguments as the parameters have them.
     *
     * @throws AbortException if there is no such parameter, or it takes nothing like that
     */
    Map<String, Object> read(Map<String, Object> arguments) throws AbortException {
        Map<String, Object> read = new LinkedHashMap<>();
        for (Map.Entry<String, Object> argument : arguments.entrySet()) {
            DescribableParameter parameter = model.getParameter(argument.getKey());
            if (parameter == null) {
                Set<String> names = new TreeSet<>();
                model.getParameters().forEach(known -> names.add(known.getName()));
                throw new AbortException("There is no parameter '" + PrintableText.line(argument.getKey(), MOST)
                        + "'. Known are " + String.join(", ", names));
            }
            read.put(argument.getKey(), value(parameter.getName(), parameter.getErasedType(), argument.getValue()));
        }
        return read;
    }

    @CheckForNull
    private static Object value(String name, Class<?> type, @CheckForNull Object given) throws AbortException {
        if (type == List.class && given != null) {
            return files(name, given);
        }
        if (given == null || type.isInstance(given)) {
            return given;
        }
        if (type == String.class) {
            return text(name, given);
        }
        if (type.isEnum()) {
            return constant(name, type, given);
        }
        if (type == Integer.class) {
            return wholeNumber(name, given);
        }
        return flag(name, given);
    }

    /** The data binding would take any list, and fail in a stack trace that repeats all arguments. */
    private static Object files(String name, Object given) throws AbortException {
        String got = kind(given);
        if (given instanceof List<?> list) {
            Optional<String> wrong = list.stream()
                    .filter(each -> !(each instanceof GenericPackageFile))
                    .map(StepArguments::kind)
                    .findFirst();
            if (wrong.isEmpty()) {
                return given;
            }
            got += " with " + wrong.get();
        }
        throw new AbortException(name + " takes what an upload or a download returned, or several of these added"
                + " (one + other), but got " + got);
    }

    private static String text(String name, Object given) throws AbortException {
        if (given instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (given instanceof Number) {
            return given.toString();
        }
        if (given instanceof List<?> list && PATTERNS.contains(name)) {
            List<String> patterns = new ArrayList<>();
            for (Object pattern : list) {
                patterns.add(pattern instanceof String text ? text : text(name, pattern));
            }
            return String.join(",", patterns);
        }
        throw new AbortException(name + " takes a text"
                + (PATTERNS.contains(name) ? " or a list of texts, but got " : ", but got ") + kind(given));
    }

    private static Object constant(String name, Class<?> type, Object given) throws AbortException {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.toString().equals(given))
                .findFirst()
                .orElseThrow(() -> new AbortException(name + " must be one of "
                        + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "))
                        + ", written so"));
    }

    private static Integer wholeNumber(String name, Object given) throws AbortException {
        try {
            return Integer.valueOf(given.toString().strip());
        } catch (NumberFormatException e) {
            throw new AbortException(name + " takes a whole number");
        }
    }

    private static Boolean flag(String name, Object given) throws AbortException {
        if (given.equals("true") || given.equals("false")) {
            return Boolean.valueOf(given.toString());
        }
        throw new AbortException(name + " must be true or false");
    }

    private static String kind(@CheckForNull Object given) {
        return given instanceof List
                ? "a list"
                : given instanceof Map
                        ? "a map"
                        : given == null ? "null" : "a " + given.getClass().getSimpleName();
    }
}
