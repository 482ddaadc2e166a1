package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The client, the stand-in and GitLab's own patterns take the same names, of many thousand that are almost right. */
public class NamesPropertyTest {
    private static final long SEED = Long.getLong("names.seed", 20261128);
    private static final int CASES = 100_000;
    private static final String[] PARTS = {
        "a",
        "Z",
        "09",
        ".",
        "..",
        "...",
        "_",
        "-",
        "+",
        "~",
        "@",
        "a.b",
        "v1",
        "/",
        " ",
        "%2e",
        "%",
        "\\",
        "\n",
        "\0",
        "\u00e9",
        "\u0661",
        "\ud83d\ude00",
        ":",
        "*",
        "\r",
        "~a",
        "a@"
    };

    // As they are in GitLab's lib/gitlab/regex/packages.rb: maven_file_name_regex for the name of a package,
    // maven_version_regex for its version, generic_package_file_name_regex for a file's.
    private static final Pattern NAME = Pattern.compile("\\A[A-Za-z0-9\\.\\_\\-\\+]+\\z");
    private static final Pattern VERSION = Pattern.compile("\\A(?!.*\\.\\.)[\\w+.-]+\\z");
    private static final Pattern FILE = Pattern.compile("\\A(?!~)(?!@)[A-Za-z0-9\\.\\_\\-\\+~@]+(?<!~)(?<!@)\\z");
    // PATH_TRAVERSAL_REGEX of lib/gitlab/path_traversal.rb, which the "file_path: true" of lib/api/generic_packages.rb
    // asks: for the name of a package, the folders and the name of a file.
    private static final Pattern TRAVERSAL =
            Pattern.compile("(\\A(\\.{1,2})\\z|\\A\\.\\.[/\\\\]|[/\\\\]\\.\\.\\z|[/\\\\]\\.\\.[/\\\\]|\\n)");

    private final Random random = new Random(SEED);

    @Test
    public void packageNames() {
        int taken = 0;
        for (int i = 0; i < CASES; i++) {
            String name = text();
            boolean gitlab =
                    NAME.matcher(name).matches() && !TRAVERSAL.matcher(name).find();
            assertEquals(name, gitlab, standInTakes(name, "1", "f"));
            assertEquals(name, gitlab, takes(GenericPackage::checkName, name));
            taken += gitlab ? 1 : 0;
        }
        assertTrue("some of both: " + taken, taken > CASES / 20 && taken < CASES * 19 / 20);
    }

    @Test
    public void versions() {
        for (int i = 0; i < CASES; i++) {
            String version = text();
            boolean gitlab = VERSION.matcher(version).matches();
            assertEquals(version, gitlab, standInTakes("app", version, "f"));
            // A lone dot would be taken, but on its way it is removed from the address.
            assertEquals(version, gitlab && !version.equals("."), takes(GenericPackage::checkVersion, version));
        }
    }

    @Test
    public void fileNames() {
        for (int i = 0; i < CASES; i++) {
            String name = text().replace("/", "");
            boolean gitlab =
                    FILE.matcher(name).matches() && !TRAVERSAL.matcher(name).find();
            assertEquals(name, gitlab, standInTakes("app", "1", name));
            assertEquals(name, gitlab, takes(PackageFileName::forUpload, name));
        }
    }

    /** Of folders GitLab checks that they lead nowhere else, and nothing more. */
    @Test
    public void fileNamesWithFolders() {
        int taken = 0;
        for (int i = 0; i < CASES; i++) {
            String name = text() + "/" + text();
            if (takes(PackageFileName::forUpload, name)) {
                taken++;
                assertTrue(
                        name,
                        FILE.matcher(name.substring(name.lastIndexOf('/') + 1)).matches());
                assertFalse(name, TRAVERSAL.matcher(name).find());
                assertTrue(name, standInTakes("app", "1", name.split("/", -1)));
                List<String> arrived = Stream.of(
                                new PackageFileName(name).encoded().split("/", -1))
                        .map(Percent::decode)
                        .toList();
                assertEquals(name, PackageFileName.listed(Names.stored(arrived)).value());
            }
        }
        assertTrue("only " + taken, taken > CASES / 50);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        // Most are made of the first parts, which GitLab takes: otherwise hardly a name would be right.
        int choice = random.nextInt(3) == 0 ? PARTS.length : 13;
        for (int left = random.nextInt(6); left > 0; left--) {
            text.append(PARTS[random.nextInt(choice)]);
        }
        return text.toString();
    }

    private static boolean standInTakes(String name, String version, String... file) {
        List<String> rest =
                Stream.concat(Stream.of(name, version), Stream.of(file)).toList();
        try {
            Names.check(new ApiCall(Route.UPLOAD, "7", rest, new Query(Map.of())));
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    private static boolean takes(Consumer<String> check, String text) {
        try {
            check.accept(text);
            return true;
        } catch (InvalidRequestException e) {
            return false;
        }
    }
}
