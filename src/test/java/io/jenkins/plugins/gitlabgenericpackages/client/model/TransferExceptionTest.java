package io.jenkins.plugins.gitlabgenericpackages.client.model;

import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class TransferExceptionTest {
    @Test
    public void theFilesThatDidNotFailAreKept() {
        TransferredFile file = new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName("a")),
                "a",
                new FileContent(0, Sha256.OF_NOTHING, null),
                "https://gitlab",
                Verifier.GITLAB,
                false);
        List<TransferredFile> files = new ArrayList<>(List.of(file));
        TransferException failure = new TransferException("1 of 2 files failed", null, files);
        files.clear();
        assertEquals(List.of(file), failure.transferred());
    }
}
