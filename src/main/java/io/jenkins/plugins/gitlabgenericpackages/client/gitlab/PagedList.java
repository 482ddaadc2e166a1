package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * One of GitLab's lists, read page by page to its end. The one place that bounds what a list may make us hold; every
 * page is tried again on its own. Used by one thread.
 *
 * @param what verb and object for messages, such as {@code list the package app}
 * @param first the address of the list, without the parameters of its pages
 */
record PagedList(PackagesApi api, Retry retry, String what, HttpAddress first) {
    static final int MOST_ENTRIES = 150_000;

    private static final int PAGE = 100;
    /** With room for pages that are not full. */
    private static final int MOST_PAGES = MOST_ENTRIES / PAGE + 100;

    private static final int MOST_PAGE_BYTES = 4 * 1024 * 1024;

    /** Reads one entry. */
    interface Reader<T> {
        T read(JSONObject json) throws RegistryException;
    }

    /** @throws RegistryException if it is refused, is no list of a GitLab, or longer than anybody needs */
    <T> List<T> read(Reader<T> reader) throws RegistryException, InterruptedException {
        return read(reader, so -> false);
    }

    /** @param enough is asked before each further page about all that was read until then; may end the reading there */
    <T> List<T> read(Reader<T> reader, Predicate<List<T>> enough) throws RegistryException, InterruptedException {
        List<T> all = new ArrayList<>();
        int pages = 0;
        for (int page = 1; page > 0; pages++) {
            if (all.size() > MOST_ENTRIES || pages == MOST_PAGES) {
                throw new RegistryException(retry.failedTo(what) + ": GitLab lists more than " + MOST_ENTRIES
                        + " entries, or does not come to an end");
            }
            int asked = page;
            page = retry.call(what, address(page), () -> read(asked, reader, all));
            if (page > 0 && enough.test(all)) {
                break;
            }
        }
        return all;
    }

    private HttpAddress address(int page) {
        String target = first.target();
        return first.withTarget(target + (target.indexOf('?') < 0 ? "?" : "&") + "page=" + page + "&per_page=" + PAGE);
    }

    /** Adds a page's entries, and returns the number of the next page, or 0. */
    private <T> int read(int page, Reader<T> reader, List<T> all) throws IOException, InterruptedException {
        Request request = api.request(address(page)).header("Accept", "application/json");
        try (Response response = api.send(request)) {
            if (response.status() != 200) {
                throw api.failure(response);
            }
            if (!response.fromAskedOrigin()) {
                throw new RegistryException(retry.failedTo(what) + ": GitLab redirects it to another address. Use "
                        + response.address().origin() + " as gitlabUrl if that is the same GitLab");
            }
            JSONArray items = RemoteJson.array(response, MOST_PAGE_BYTES);
            List<T> found = new ArrayList<>();
            for (int i = 0; i < items.length(); i++) {
                found.add(reader.read(items.getJSONObject(i)));
            }
            all.addAll(found);
            return next(response, page, items.length());
        } catch (JSONException e) {
            throw PackagesApi.notGitLab(first);
        }
    }

    /** A page that leads back, or that is empty, could be read for ever. */
    private static int next(Response response, int page, int items) {
        Optional<String> next = response.header("x-next-page");
        if (items == 0) {
            return 0;
        }
        if (next.isEmpty()) {
            return items < PAGE ? 0 : page + 1;
        }
        return next.get().matches("[0-9]{1,9}") && Integer.parseInt(next.get()) > page
                ? Integer.parseInt(next.get())
                : 0;
    }
}
