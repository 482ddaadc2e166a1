package io.jenkins.plugins.gitlabgenericpackages.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.Assert.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.BeforeClass;
import org.junit.Test;

/** The client's rooms: who may use whom, and how full they may be. */
public class RoomsTest {
    private static final String ROOT = "io.jenkins.plugins.gitlabgenericpackages.";
    private static final String CLIENT = ROOT + "client";

    private static final int MOST_CLASSES = 20;
    private static JavaClasses all;
    private static JavaClasses client;

    @BeforeClass
    public static void read() throws URISyntaxException {
        // What the JDK's classes in turn depend on is of no interest.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        Path compiled = Path.of(GenericPackageClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        all = new ClassFileImporter().importPath(compiled);
        client = all.that(resideInAPackage(CLIENT + ".."));
    }

    @Test
    public void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(CLIENT + "..")
                .layer("client")
                .definedBy(CLIENT)
                .layer("transfer")
                .definedBy(CLIENT + ".transfer")
                .layer("releases")
                .definedBy(CLIENT + ".releases")
                .layer("retention")
                .definedBy(CLIENT + ".retention")
                .layer("journal")
                .definedBy(CLIENT + ".journal")
                .layer("archives")
                .definedBy(CLIENT + ".archives")
                .layer("gitlab")
                .definedBy(CLIENT + ".gitlab")
                .layer("files")
                .definedBy(CLIENT + ".files")
                .layer("model")
                .definedBy(CLIENT + ".model")
                .layer("packages")
                .definedBy(CLIENT + ".packages")
                .layer("versions")
                .definedBy(CLIENT + ".versions")
                .layer("http")
                .definedBy(CLIENT + ".http")
                .layer("connection")
                .definedBy(CLIENT + ".http.connection")
                .layer("message")
                .definedBy(CLIENT + ".http.message")
                .whereLayer("transfer")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("releases")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("retention")
                .mayOnlyBeAccessedByLayers("client", "releases")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("client", "transfer")
                .whereLayer("archives")
                .mayOnlyBeAccessedByLayers("client", "transfer")
                .whereLayer("gitlab")
                .mayOnlyBeAccessedByLayers("client", "transfer", "releases", "retention")
                .whereLayer("files")
                .mayOnlyBeAccessedByLayers("client", "transfer", "releases", "retention", "journal", "archives")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers(
                        "client", "transfer", "releases", "retention", "journal", "archives", "gitlab", "files")
                .whereLayer("packages")
                .mayOnlyBeAccessedByLayers(
                        "client",
                        "transfer",
                        "releases",
                        "retention",
                        "journal",
                        "archives",
                        "gitlab",
                        "files",
                        "model",
                        "versions")
                .whereLayer("versions")
                .mayOnlyBeAccessedByLayers("client", "transfer", "releases", "retention", "gitlab", "model")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("client", "transfer", "releases", "retention", "gitlab", "model")
                .whereLayer("connection")
                .mayOnlyBeAccessedByLayers("client", "transfer", "gitlab", "model", "http")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers(
                        "client",
                        "transfer",
                        "releases",
                        "retention",
                        "archives",
                        "gitlab",
                        "model",
                        "packages",
                        "http",
                        "connection")
                .check(client);
    }

    @Test
    public void noTwoRoomsKnowEachOtherBothWays() {
        slices().matching(CLIENT + ".(**)").should().beFreeOfCycles().check(client);
    }

    @Test
    public void theClientKnowsOnlyTheJdkAndItsFewLibraries() {
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
                .check(client);
    }

    @Test
    public void callersUseWhatIsMeantForThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLIENT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLIENT + ".transfer..", CLIENT + ".gitlab..", CLIENT + ".files..", CLIENT + ".http")
                .check(all);
    }

    @Test
    public void noRoomIsCrowded() {
        Map<String, Long> rooms = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertTrue(rooms.toString(), rooms.size() > 7);
        rooms.forEach((room, classes) -> assertTrue(room + " has " + classes, classes <= MOST_CLASSES));
    }
}
