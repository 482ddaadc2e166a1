package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * An error's body: GitLab's JSON, plain text, or a proxy's page.
 *
 * @param words what it says to people
 * @param isMessage whether it is what GitLab's API says of its projects and packages, and no other server
 * @param isPage whether it is a web page, as GitLab's API has none
 */
record ErrorBody(String words, boolean isMessage, boolean isPage) {
    private static final int READ = 8 * 1024;
    private static final int SAID = 300;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** No part can match what ends it: a hostile page would keep a search that goes back busy for hours. */
    private static final Pattern TITLE = Pattern.compile("<title[^<>]*>([^<]*)</title>", Pattern.CASE_INSENSITIVE);

    /** How S3, Google's storage and Azure's name what is wrong: in XML, by one word. */
    private static final Pattern STORAGE_CODE = Pattern.compile("<Code>([A-Za-z]{1,60})</Code>");

    ErrorBody {
        words = PrintableText.line(SPACES.matcher(words).replaceAll(" ").strip(), SAID);
    }

    /** Returns the one word by which an object storage says what is wrong; no other word of another origin is said. */
    static Optional<String> storageCode(Response response) {
        Matcher code = STORAGE_CODE.matcher(response.text(READ));
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    static ErrorBody of(Response response) {
        String text = response.text(READ).strip();
        if (text.startsWith("<")) {
            Matcher title = TITLE.matcher(text);
            return new ErrorBody(title.find() ? title.group(1) : "a web page", false, true);
        }
        try {
            JSONObject json = new JSONObject(text);
            // Of an address that it does not have, the API says "error".
            boolean isMessage = json.has("message");
            String words = isMessage ? json.get("message").toString() : json.optString("error");
            String description = json.optString("error_description");
            return new ErrorBody(description.isEmpty() ? words : words + " (" + description + ")", isMessage, false);
        } catch (JSONException e) {
            return new ErrorBody(text, false, false);
        }
    }
}
