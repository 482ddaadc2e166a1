package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * One of GitLab's lists, read page by page to its end, or some pages at a time where GitLab tells how many there are. The
 * one place that bounds what a list may make us hold; every page is tried again on its own, and a list that changed while it
 * was read is read again. Used by one thread.
 *
 * @param parallel how many pages at a time
 * @param what verb and object for messages, such as {@code list the package app}
 * @param first the address of the list, without the parameters of its pages
 * @param perPage how many entries to ask for at a time
 */
record PagedList(PackagesApi api, Retry retry, int parallel, String what, HttpAddress first, int perPage) {
    static final int MOST_ENTRIES = 150_000;

    /** As many as GitLab gives. */
    static final int PAGE = 100;
    /** With room for pages that are not full. */
    private static final int MOST_PAGES = MOST_ENTRIES / PAGE + 100;

    private static final int MOST_PAGE_BYTES = 4 * 1024 * 1024;

    /** A GitLab tells {@code X-Total} up to here (lib/gitlab/pagination/offset_pagination.rb). */
    private static final int MOST_COUNTED = 10_000;

    private static final int MOST_READINGS = 10;
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Reads one entry. */
    interface Reader<T> {
        T read(JSONObject json) throws RegistryException;
    }

    /** @param whole whether there are no others */
    record Listed<T>(List<T> entries, boolean whole) {}

    /** What one page brought, and the number of the next, or 0. */
    private record Page<T>(List<T> entries, List<Object> ids, Optional<String> total, int pages, int next) {}

    /** Reads the whole list until nothing has moved meanwhile. */
    <T> List<T> read(Reader<T> reader) throws RegistryException, InterruptedException {
        return read(reader, null).entries();
    }

    /**
     * Reads the list until nothing has moved meanwhile.
     *
     * @param enough is asked before each further page about all that was read until then; may end the reading there. Null
     *     for never: only then pages are asked for before it is known that they are needed
     * @throws RegistryException if it is refused, is no list of a GitLab, or longer than anybody needs
     */
    <T> Listed<T> read(Reader<T> reader, Predicate<List<T>> enough) throws RegistryException, InterruptedException {
        Set<Object> before = Set.of();
        for (int readings = 1; readings <= MOST_READINGS; readings++) {
            Reading<T> reading = new Reading<>();
            reading.run(reader, enough);
            if (reading.isRight(before)) {
                return new Listed<>(reading.all, reading.whole);
            }
            before = reading.ids;
            retry.pause(PAUSE.multipliedBy(readings));
        }
        throw new RegistryException(retry.failedTo(what) + ": the list changed each time while it was read ("
                + MOST_READINGS + " times). Try again when nobody else adds or deletes there");
    }

    private HttpAddress address(int page) {
        String target = first.target();
        return first.withTarget(
                target + (target.indexOf('?') < 0 ? "?" : "&") + "page=" + page + "&per_page=" + perPage);
    }

    /**
     * One reading of all pages. GitLab counts them from the start of the list, so that what somebody deletes or adds
     * moves entries from one page to another: some would be missed, others read twice.
     */
    private final class Reading<T> {
        private final List<T> all = new ArrayList<>();
        private final Set<Object> ids = new HashSet<>();
        private Optional<String> total = Optional.empty();
        private boolean moved;
        private boolean whole;

        void run(Reader<T> reader, Predicate<List<T>> enough) throws RegistryException, InterruptedException {
            ExecutorService readers = Executors.newFixedThreadPool(parallel, PagedList::thread);
            Map<Integer, Future<Page<T>>> ahead = new HashMap<>();
            try {
                int pages = 0;
                for (int number = 1; number > 0 && !moved; pages++) {
                    if (all.size() > MOST_ENTRIES || pages == MOST_PAGES) {
                        throw new RegistryException(retry.failedTo(what) + ": GitLab lists more than " + MOST_ENTRIES
                                + " entries, or does not come to an end");
                    }
                    Future<Page<T>> asked = ahead.remove(number);
                    Page<T> page = asked == null ? page(number, reader) : await(asked);
                    add(page, number);
                    if (number == 1 && enough == null) {
                        IntStream.rangeClosed(2, page.pages())
                                .forEach(other -> ahead.put(other, readers.submit(() -> page(other, reader))));
                    }
                    number = page.next();
                    whole = number == 0;
                    if (!whole && enough != null && enough.test(all)) {
                        break;
                    }
                }
            } finally {
                readers.shutdownNow();
            }
        }

        private void add(Page<T> page, int number) {
            all.addAll(page.entries());
            page.ids().forEach(id -> moved |= !ids.add(id));
            moved |= number > 1 && !page.total().equals(total);
            total = page.total();
        }

        /** Returns whether nothing has moved. A long list has no total: it is right if it was the same before. */
        boolean isRight(Set<Object> before) {
            if (moved || !whole) {
                return !moved;
            }
            return total.map(told -> told.equals(String.valueOf(all.size())))
                    .orElse(all.size() <= MOST_COUNTED || ids.equals(before));
        }
    }

    private <T> Page<T> page(int number, Reader<T> reader) throws RegistryException, InterruptedException {
        return retry.call(what, address(number), () -> ask(number, reader));
    }

    private <T> Page<T> ask(int number, Reader<T> reader) throws IOException, InterruptedException {
        Request request = api.request(address(number)).header("Accept", "application/json");
        try (Response response = api.sendToGitLab(request)) {
            if (response.status() != 200) {
                throw api.failure(response);
            }
            JSONArray items = RemoteJson.array(response, MOST_PAGE_BYTES);
            List<T> found = new ArrayList<>();
            List<Object> ids = new ArrayList<>();
            for (int i = 0; i < items.length(); i++) {
                JSONObject item = items.getJSONObject(i);
                found.add(reader.read(item));
                // A release has its tag alone.
                String id = item.has("id") ? "id" : "tag_name";
                if (item.has(id)) {
                    ids.add(item.get(id));
                }
            }
            return new Page<>(
                    found, ids, response.header("x-total"), pages(response), next(response, number, items.length()));
        } catch (JSONException e) {
            throw PackagesApi.notGitLab(first);
        }
    }

    private static <T> T await(Future<T> page) throws RegistryException, InterruptedException {
        try {
            return page.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "gitlab-packages-list");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns how many pages there are, or 0. A GitLab tells it as far as it counts. */
    private int pages(Response response) {
        int told = response.header("x-total-pages")
                .filter(number -> number.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .orElse(0);
        return told <= MOST_COUNTED / perPage ? told : 0;
    }

    /** A page that leads back, or that is empty, could be read for ever. */
    private int next(Response response, int page, int items) {
        String next = response.header("x-next-page").orElse(items < perPage ? "" : String.valueOf(page + 1));
        boolean leadsOn = items > 0 && next.matches("[0-9]{1,9}") && Integer.parseInt(next) > page;
        return leadsOn ? Integer.parseInt(next) : 0;
    }
}
