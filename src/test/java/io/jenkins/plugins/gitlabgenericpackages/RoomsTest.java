package io.jenkins.plugins.gitlabgenericpackages;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.BeforeClass;
import org.junit.Test;

/** The plugin's rooms above the client. How full a room may be is tested with the client's. */
public class RoomsTest {
    private static final String ROOT = "io.jenkins.plugins.gitlabgenericpackages";
    private static final String CLIENT = ROOT + ".client";
    private static JavaClasses all;

    @BeforeClass
    public static void read() throws URISyntaxException {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        all = new ClassFileImporter()
                .importPath(Path.of(GenericPackageClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @Test
    public void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("steps")
                .definedBy(ROOT)
                .layer("servers")
                .definedBy(ROOT + ".servers")
                .layer("choosing")
                .definedBy(ROOT + ".choosing")
                .layer("builds")
                .definedBy(ROOT + ".builds")
                .layer("agents")
                .definedBy(ROOT + ".agents")
                .layer("polling")
                .definedBy(ROOT + ".polling")
                .layer("polling builds")
                .definedBy(ROOT + ".polling.builds")
                .layer("versions")
                .definedBy(ROOT + ".versions")
                .layer("releases")
                .definedBy(ROOT + ".releases")
                .layer("retention")
                .definedBy(ROOT + ".retention")
                .layer("tools")
                .definedBy(ROOT + ".tools")
                .layer("plugins")
                .definedBy(ROOT + ".plugins")
                .layer("client")
                .definedBy(CLIENT + "..")
                .whereLayer("versions")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("releases")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("retention")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("tools")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("steps")
                .mayOnlyBeAccessedByLayers("versions", "releases", "retention")
                .whereLayer("choosing")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("servers")
                .mayOnlyBeAccessedByLayers(
                        "steps", "choosing", "polling", "polling builds", "versions", "releases", "retention", "tools")
                .whereLayer("polling")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("polling builds")
                .mayOnlyBeAccessedByLayers("polling")
                .whereLayer("plugins")
                .mayOnlyBeAccessedByLayers("steps", "servers")
                .whereLayer("agents")
                .mayOnlyBeAccessedByLayers("steps", "versions", "releases", "retention", "tools")
                .whereLayer("builds")
                .mayOnlyBeAccessedByLayers("steps", "agents", "releases", "retention")
                .check(all);
    }

    @Test
    public void noTwoRoomsKnowEachOtherBothWays() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    @Test
    public void theClientKnowsNoJenkins() {
        classes()
                .that()
                .resideInAPackage(CLIENT + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CLIENT + "..",
                        "java..",
                        "javax.net..",
                        "jdk.net..",
                        "org.json..",
                        "org.apache.commons.compress..",
                        "org.apache.commons.io..",
                        "org.apache.tools..")
                .check(all.that(resideInAPackage(CLIENT + "..")));
    }
}
