package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class AbortedUploadTest {
    private static final int LARGE = 24 << 20;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Rule
    public final Interruption interruption = new Interruption(handoff);

    @Test
    public void lookingBeforeAnUpload() throws Exception {
        handoff.write("f", 1000);
        handoff.store("f", "older");
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.DOWNLOAD);
        interruption.ends(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        interruption.settle(fault);
        assertEquals(1, handoff.stored().size());
    }

    @Test
    public void waitingForPermissionToSend() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.withholdContinue(), Route.UPLOAD);
        interruption.ends(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploading() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.UPLOAD);
        interruption.ends(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploadingSlowly() throws Exception {
        handoff.write("f", LARGE);
        Fault fault = handoff.fault(Fault.slow(1_000_000), Route.UPLOAD);
        interruption.ends(() -> handoff.upload(one("f")), () -> fault.awaitReached(SOON));
        assertNothingStored(fault);
    }

    @Test
    public void uploadingSeveralFiles() throws Exception {
        handoff.store("other", "x");
        for (int i = 0; i < 8; i++) {
            handoff.write("out/" + i, LARGE);
        }
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000).times(4), Route.UPLOAD);
        interruption.ends(() -> handoff.upload(matching("*", "out")), () -> fault.awaitReached(4, SOON));
        interruption.settle(fault);
        assertEquals(List.of("other"), handoff.storedNames());
        assertEquals(4, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void waitingForTheAnswer() throws Exception {
        handoff.write("small", 1000);
        handoff.write("large", LARGE);
        for (String file : List.of("small", "large")) {
            Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.UPLOAD);
            interruption.ends(() -> handoff.upload(one(file), IfExists.ADD), () -> fault.awaitReached(SOON));
        }
    }

    private void assertNothingStored(Fault fault) {
        interruption.settle(fault);
        assertEquals(List.of(), handoff.stored());
    }
}
