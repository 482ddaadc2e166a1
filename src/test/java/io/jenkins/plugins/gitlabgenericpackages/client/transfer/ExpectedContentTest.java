package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal.BegunDownload;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is expected before there is an answer, and what of an earlier attempt may be taken over. */
public class ExpectedContentTest {
    private static final PackageFileName NAME = new PackageFileName("f");
    private static final Sha256 ONE = new Sha256("1".repeat(64));
    private static final Sha256 OTHER = new Sha256("2".repeat(64));
    private static final Optional<String> TAG = Optional.of("\"tag\"");
    private static final Optional<String> NO_TAG = Optional.empty();

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void theUsersDigestGoesBeforeGitLabs() {
        assertThat(pinned(ONE).verifier(), is(Verifier.USER));
        assertThat(listed(5, ONE).verifier(), is(Verifier.GITLAB));
        assertThat(nothing().verifier(), is(Verifier.NOBODY));
        ExpectedContent both = new ExpectedContent(
                NAME, Optional.of(RequiredDigests.Digest.byUser(ONE)), Optional.of(new RemoteContent(5, OTHER)));
        assertThat(both.sha256(), is(Optional.of(ONE)));
        assertThat(both.verifier(), is(Verifier.USER));
        assertThat(nothing().sha256(), is(Optional.empty()));
    }

    @Test
    public void allIsThereWhenSizeAndDigestAreKnown() {
        assertTrue(listed(5, ONE).isAll(5));
        assertFalse(listed(5, ONE).isAll(4));
        assertFalse(pinned(ONE).isAll(5));
        assertFalse(new ExpectedContent(NAME, Optional.empty(), Optional.of(size(5))).isAll(5));
    }

    @Test
    public void theRestIsRecognisedByATagOrADigest() {
        assertTrue(pinned(ONE).recognisesRest());
        assertFalse(nothing().recognisesRest());
        ExpectedContent tagged = nothing();
        assertTrue(tagged.takeOver(part(TAG, RemoteContent.UNKNOWN), 1));
        assertTrue(tagged.recognisesRest());
    }

    @Test
    public void whatIsLeftOfTheSameFileIsTakenOver() {
        ExpectedContent expected = listed(5, ONE);
        assertTrue(expected.takeOver(part(TAG, new RemoteContent(5, ONE)), 5));
        assertThat(expected.validator(), is(TAG));
        assertThat(expected.begun(), is(part(TAG, new RemoteContent(5, ONE))));
        ExpectedContent alone = pinned(ONE);
        assertTrue(alone.takeOver(part(NO_TAG, new RemoteContent(5, ONE)), 1));
        assertThat(alone.size(), is(OptionalLong.of(5)));
        assertTrue(pinned(ONE)
                .takeOver(part(NO_TAG, new RemoteContent(OptionalLong.empty(), Optional.of(ONE))), 1_000_000));
    }

    @Test
    public void whatIsLeftOfAnotherFileIsNot() {
        assertNotTakenOver(listed(5, ONE), part(TAG, new RemoteContent(5, OTHER)), 1);
        assertNotTakenOver(listed(5, ONE), part(TAG, size(5)), 1);
        assertNotTakenOver(listed(5, ONE), part(TAG, new RemoteContent(6, ONE)), 1);
        assertNotTakenOver(nothing(), part(TAG, size(5)), 6);
    }

    @Test
    public void whatNobodyWouldNoticeToBeOfAnotherFileIsNotTakenOver() {
        assertNotTakenOver(nothing(), part(NO_TAG, new RemoteContent(5, ONE)), 1);
        assertTrue(nothing().takeOver(part(TAG, new RemoteContent(5, ONE)), 1));
    }

    private static void assertNotTakenOver(ExpectedContent expected, BegunDownload part, long left) {
        assertFalse(expected.takeOver(part, left));
        assertThat(expected.validator(), is(NO_TAG));
    }

    private static ExpectedContent nothing() {
        return new ExpectedContent(NAME, Optional.empty(), Optional.empty());
    }

    private static ExpectedContent pinned(Sha256 sha256) {
        return new ExpectedContent(NAME, Optional.of(RequiredDigests.Digest.byUser(sha256)), Optional.empty());
    }

    private static ExpectedContent listed(long size, Sha256 sha256) {
        return new ExpectedContent(NAME, Optional.empty(), Optional.of(new RemoteContent(size, sha256)));
    }

    private static RemoteContent size(long size) {
        return new RemoteContent(OptionalLong.of(size), Optional.empty());
    }

    private static BegunDownload part(Optional<String> validator, RemoteContent whole) {
        return new BegunDownload(NAME, validator, whole);
    }
}
