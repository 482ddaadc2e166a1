package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The part of a transfer's files that fits on a page. Jelly reads it by its getters. Immutable. */
@Restricted(NoExternalUse.class)
public final class FilePage {
    /** How many rows a page has at the most. */
    static final int ROWS = 100;

    private final List<GenericPackageFile> files;
    private final String name;
    private final int number;
    private final int found;

    /**
     * @param name what their names have in them; empty for all files
     * @param number the page, counted from 1
     * @param found how many files there are on all pages
     */
    FilePage(List<GenericPackageFile> files, String name, int number, int found) {
        this.files = List.copyOf(files);
        this.name = name;
        this.number = number;
        this.found = found;
    }

    @NonNull
    public List<GenericPackageFile> getFiles() {
        return files;
    }

    @NonNull
    public String getName() {
        return name;
    }

    public int getNumber() {
        return number;
    }

    public int getFound() {
        return found;
    }

    public int getPages() {
        return Math.max(1, (found + ROWS - 1) / ROWS);
    }

    /** Returns whether there are other pages. */
    public boolean isPart() {
        return files.size() < found;
    }

    /** Returns the address of the page before this one, or null. */
    @CheckForNull
    public String getPrevious() {
        return number > 1 ? address(Math.min(number, getPages() + 1) - 1) : null;
    }

    /** Returns the address of the page after this one, or null. */
    @CheckForNull
    public String getNext() {
        return number < getPages() ? address(number + 1) : null;
    }

    private String address(int page) {
        return "?page=" + page + (name.isEmpty() ? "" : "&name=" + Util.rawEncode(name));
    }
}
