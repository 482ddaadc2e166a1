package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Lists that are almost what GitLab sends, ten thousand of them: read, or refused in words, and never anything else. */
public class ListFuzzTest {
    private static final long SEED = Long.getLong("list.fuzz.seed", 20261124);
    private static final int CASES = 10_000;
    private static final HttpAddress ORIGIN = HttpAddress.parse("http://127.0.0.1/list");
    private static final String LIST = "[{\"id\":11,\"package_id\":1,\"created_at\":\"2026-01-01T00:00:00.000Z\","
            + "\"size\":15,\"file_name\":\"path%2Fto%2Ffile.zip\",\"file_md5\":null,\"file_sha256\":\""
            + "0123456789abcdef".repeat(4) + "\",\"name\":\"app\",\"version\":\"1.0\",\"status\":\"default\","
            + "\"tags\":[],\"_links\":{\"web_path\":\"/group/app\"}}]";
    private static final String[] NONSENSE = {
        "null",
        "{}",
        "[]",
        "-1",
        "1e400",
        "9".repeat(39),
        "\"\\u0000\\n\\u202e\"",
        "\"%2e%2e%2f\"",
        "true",
        "[[[[[[[[",
        "\\",
        "\u0000",
        "\"",
        "1.5",
        "0x10",
        ",",
        "%zz",
        "\\ud800",
        "2026-13-45",
        "\r\nFinished: SUCCESS"
    };

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Test
    public void aListIsReadOrRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            String list = mutated(random);
            try {
                read(list);
            } catch (RegistryException | JSONException e) {
                assertTrue(
                        e.getMessage(),
                        e instanceof JSONException || e.getMessage().length() < 400);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ", case " + i + ": " + list, e);
            }
        }
    }

    @Test
    public void aDeepNestIsRefused() throws Exception {
        for (String nest : new String[] {"[".repeat(100_000), "[{\"a\":".repeat(50_000)}) {
            try {
                read(nest);
                throw new AssertionError("it was read");
            } catch (RegistryException e) {
                assertTrue(e.getMessage(), e.getMessage().contains("not as GitLab does"));
            }
        }
    }

    private static void read(String list) throws RegistryException {
        JSONArray items = RemoteJson.array(list, 1_000_000, ORIGIN);
        for (int i = 0; i < items.length(); i++) {
            JSONObject item = items.getJSONObject(i);
            RemoteFile file = RemoteJson.fileOf(item);
            RemotePackage found = RemoteJson.packageOf(item);
            assertPrintable(file.name().value());
            assertPrintable(found.name() + found.version());
            assertTrue(file.content().size().orElse(0) >= 0);
        }
    }

    private static void assertPrintable(String text) {
        assertTrue(text, PrintableText.name(text).equals(text));
    }

    private static String mutated(Random random) {
        StringBuilder list = new StringBuilder(LIST);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(list.length() + 1);
            int end = Math.min(list.length(), at + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> list.delete(at, end);
                case 1 -> list.insert(at, NONSENSE[random.nextInt(NONSENSE.length)]);
                case 2 -> list.replace(at, end, NONSENSE[random.nextInt(NONSENSE.length)]);
                default -> list.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return list.toString();
    }
}
