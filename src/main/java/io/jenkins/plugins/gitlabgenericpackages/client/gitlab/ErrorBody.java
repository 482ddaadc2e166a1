package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONException;
import org.json.JSONObject;

/** Takes the words for people out of an error's body: GitLab's JSON, plain text, or the title of a proxy's page. */
final class ErrorBody {
    private static final int READ = 8 * 1024;
    private static final int SAID = 300;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** No part can match what ends it: a hostile page would keep a search that goes back busy for hours. */
    private static final Pattern TITLE = Pattern.compile("<title[^<>]*>([^<]*)</title>", Pattern.CASE_INSENSITIVE);

    private ErrorBody() {}

    static String words(Response response) {
        String text = response.text(READ).strip();
        String words = text.startsWith("{") ? fromJson(text) : text.startsWith("<") ? fromHtml(text) : text;
        return PrintableText.line(SPACES.matcher(words).replaceAll(" ").strip(), SAID);
    }

    private static String fromJson(String text) {
        try {
            JSONObject json = new JSONObject(text);
            String words = json.has("message") ? json.get("message").toString() : json.optString("error");
            String description = json.optString("error_description");
            return description.isEmpty() ? words : words + " (" + description + ")";
        } catch (JSONException e) {
            return text;
        }
    }

    private static String fromHtml(String text) {
        Matcher title = TITLE.matcher(text);
        return title.find() ? title.group(1).strip() : "a web page";
    }
}
