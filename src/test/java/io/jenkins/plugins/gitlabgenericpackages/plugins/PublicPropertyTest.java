package io.jenkins.plugins.gitlabgenericpackages.plugins;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import java.util.logging.Level;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.LoggerRule;

public class PublicPropertyTest {
    @Rule
    public final LoggerRule log =
            new LoggerRule().record(PublicProperty.class, Level.WARNING).capture(10);

    @Test
    public void whatIsNotToldIsLoggedOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(PublicProperty.of(new Broken(), "name", String.class), is(Optional.empty()));
        }
        assertThat(log.getMessages().size(), is(1));
    }

    /** An object of another plugin. */
    public static final class Broken {
        public String getName() {
            throw new IllegalStateException("broken");
        }
    }
}
