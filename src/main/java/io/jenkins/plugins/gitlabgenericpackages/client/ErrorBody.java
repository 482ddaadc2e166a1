package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import org.json.JSONException;
import org.json.JSONObject;

/** Takes the words for people out of an error's body: GitLab's JSON, plain text, or the title of a proxy's page. */
final class ErrorBody {
    private static final int READ = 8 * 1024;
    private static final int SAID = 300;

    private ErrorBody() {}

    static String words(Response response) {
        String text = response.text(READ).strip();
        String words = text.startsWith("{") ? fromJson(text) : text.startsWith("<") ? fromHtml(text) : text;
        // What a server sends could otherwise forge lines of the log.
        words = words.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        return words.length() > SAID ? words.substring(0, SAID) + "…" : words;
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
        String title = text.replaceFirst("(?is).*?<title[^>]*>(.*?)</title>.*", "$1");
        return title.equals(text) ? "a web page" : title.strip();
    }
}
