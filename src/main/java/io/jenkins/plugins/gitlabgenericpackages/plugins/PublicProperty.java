package io.jenkins.plugins.gitlabgenericpackages.plugins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.ReflectionUtils;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Reads public properties of objects whose classes are of other plugins. */
final class PublicProperty {
    private static final Logger LOGGER = Logger.getLogger(PublicProperty.class.getName());

    /** What was said once: the same would follow with each form that is shown. */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private PublicProperty() {}

    /** Returns nothing if the object has no such property, or it is null or of another type. */
    static <T> Optional<T> of(@CheckForNull Object owner, String name, Class<T> type) {
        if (owner == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ReflectionUtils.getPublicProperty(owner, name))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException e) {
            String what = owner.getClass().getName() + " does not tell its " + name;
            if (SAID.add(what)) {
                LOGGER.log(Level.WARNING, what, e);
            }
            return Optional.empty();
        }
    }

    /** Returns the elements of a property that is a collection. */
    static Stream<?> elements(@CheckForNull Object owner, String name) {
        return of(owner, name, Collection.class).stream().flatMap(all -> ((Collection<?>) all).stream());
    }
}
