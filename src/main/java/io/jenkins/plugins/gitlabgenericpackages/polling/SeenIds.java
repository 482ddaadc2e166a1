package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.util.TreeSet;

/**
 * Which packages a job has seen, by GitLab's ids, which grow: one by one those that are young, and all below them. Not
 * a single highest id, since one that was made earlier can become visible later. Not thread-safe.
 */
final class SeenIds {
    static final int MOST = 1000;

    private long allUpTo;
    private final TreeSet<Long> others = new TreeSet<>();

    /** What is listed counts as seen, and so does what would follow in the list. */
    static SeenIds of(ListedPackages listed) {
        SeenIds seen = new SeenIds();
        if (!listed.all()) {
            seen.allUpTo = listed.packages().stream()
                            .mapToLong(RemotePackage::id)
                            .min()
                            .orElse(1)
                    - 1;
        }
        listed.packages().forEach(each -> seen.add(each.id()));
        return seen;
    }

    boolean contains(long id) {
        return id <= allUpTo || others.contains(id);
    }

    void add(long id) {
        if (!contains(id)) {
            others.add(id);
        }
        if (others.size() > MOST) {
            while (others.size() > MOST / 2) {
                allUpTo = others.pollFirst();
            }
        }
    }

    /** Lets it be new when it is listed again. */
    void remove(long id) {
        others.remove(id);
    }
}
