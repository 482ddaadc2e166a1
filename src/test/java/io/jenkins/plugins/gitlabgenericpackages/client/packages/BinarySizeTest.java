package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import org.junit.Test;

public class BinarySizeTest {
    @Test
    public void sizesHaveBinaryUnits() {
        assertThat(BinarySize.of(0), is("0 B"));
        assertThat(BinarySize.of(1023), is("1023 B"));
        assertThat(BinarySize.of(1024), is("1.0 KiB"));
        assertThat(BinarySize.of(1536), is("1.5 KiB"));
        assertThat(BinarySize.of((1L << 20) - 1), is("1024.0 KiB"));
        assertThat(BinarySize.of(1L << 20), is("1.0 MiB"));
        assertThat(BinarySize.of(10L << 30), is("10.0 GiB"));
        assertThat(BinarySize.of(1L << 40), is("1.0 TiB"));
        assertThat(BinarySize.of(Long.MAX_VALUE), is("8.0 EiB"));
    }
}
