package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.json.JSONArray;

/** One page of a list, with the fields GitLab tells the others by; part of a test double. */
record Paging(int page, int perPage, boolean totals) {
    private static final int DEFAULT_PER_PAGE = 20;
    private static final int MAX_PER_PAGE = 100;

    static Paging of(Query query, Options options) {
        return new Paging(
                query.number("page", 1, Integer.MAX_VALUE),
                query.number("per_page", DEFAULT_PER_PAGE, MAX_PER_PAGE),
                options.totals);
    }

    /**
     * Answers with this page of a list.
     *
     * @param url the address asked, without its query
     */
    <T> Answer answer(List<T> all, Function<T, Object> toJson, String url, Query query) {
        long start = Math.min(all.size(), (page - 1L) * perPage);
        long end = Math.min(all.size(), start + perPage);
        List<T> shown = all.subList((int) start, (int) end);
        int last = Math.max(1, (all.size() + perPage - 1) / perPage);
        String next = page < last ? Integer.toString(page + 1) : "";
        String previous = page > 1 ? Integer.toString(page - 1) : "";
        Answer response = Answer.json(
                        200, new JSONArray(shown.stream().map(toJson).toList()))
                .with("Link", link(url, query, next, previous, last))
                .with("x-next-page", next)
                .with("x-page", page)
                .with("x-per-page", perPage)
                .with("x-prev-page", previous);
        return totals ? response.with("x-total", all.size()).with("x-total-pages", last) : response;
    }

    private String link(String url, Query query, String next, String previous, int last) {
        List<String> links = new ArrayList<>();
        if (!previous.isEmpty()) {
            links.add(link(url, query, previous, "prev"));
        }
        if (!next.isEmpty()) {
            links.add(link(url, query, next, "next"));
        }
        links.add(link(url, query, "1", "first"));
        if (totals) {
            links.add(link(url, query, Integer.toString(last), "last"));
        }
        return String.join(", ", links);
    }

    private String link(String url, Query query, String toPage, String relation) {
        Query sized = Query.of("?" + query.with("per_page", perPage));
        return "<" + url + "?" + sized.with("page", toPage) + ">; rel=\"" + relation + "\"";
    }
}
