package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan.PlannedFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a controller takes from an agent. An agent runs what jobs bring along, so it may say anything; what it says is kept
 * and shown for as long as the build is. Sizes and digests have checked themselves when they were read.
 *
 * @param work what was asked for
 */
record AnswerCheck(Registry registry, TransferWork work) {
    static final int MOST_FILES = 200_000;

    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_PATH = 4096;
    private static final int LONGEST_URL = 8 * 1024;
    private static final int LONGEST_LINE = 10_000;
    private static final int MOST_WORDS = 2_000_000;

    /** @throws AbortException if no transfer that was asked for can have had these files */
    void check(@CheckForNull List<TransferredFile> files) throws AbortException {
        if (files == null) {
            throw refused("a file is missing");
        }
        if (files.size() > MOST_FILES) {
            throw refused("it names more than " + MOST_FILES + " files");
        }
        String address = registry.address() + "/packages/generic/";
        // Only in the code they must be of the type.
        for (Object each : files) {
            if (!(each instanceof TransferredFile file)) {
                throw refused("a file is missing");
            }
            check(file, address);
            if (!file.file().owner().equals(files.get(0).file().owner())) {
                throw refused("it names files of several packages");
            }
        }
    }

    /** @throws AbortException if nobody can have made that plan for what was asked for */
    void check(@CheckForNull TransferPlan plan) throws AbortException {
        if (plan == null || plan.files().size() > MOST_FILES) {
            throw refused("its plan has no files, or too many");
        }
        if (!work.isAnsweredBy(plan.owner())) {
            throw refused("it plans with another package");
        }
        for (PlannedFile file : plan.files()) {
            if (!isName(file.name().value()) || !isPath(file.path())) {
                throw refused("it plans with a file that cannot be");
            }
        }
    }

    private void check(TransferredFile file, String address) throws AbortException {
        if (!work.isAnsweredBy(file.file().owner())) {
            throw refused("it names a file of another package");
        }
        if (!isName(file.fileName())) {
            throw refused("it names a file that cannot be in a package");
        }
        if (!isPath(file.path())) {
            throw refused("it names a path that cannot be in a workspace");
        }
        if (!file.url().startsWith(address) || !isPrintable(file.url(), LONGEST_URL)) {
            throw refused("it names an address outside of the project");
        }
    }

    /** Returns why a transfer failed, fit for a log. */
    static String words(String failure) {
        return failure.substring(0, Math.min(failure.length(), MOST_WORDS))
                .lines()
                .map(line -> PrintableText.line(line, LONGEST_LINE))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && isPrintable(name, LONGEST_NAME);
    }

    /** Unlike a package, a workspace may have names with format characters, some writing systems need them. */
    private static boolean isPath(String path) {
        return path.length() <= LONGEST_PATH && path.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isPrintable(String text, int longest) {
        return PrintableText.line(text, longest).equals(text);
    }

    private static AbortException refused(String why) {
        return new AbortException("The agent's answer is refused and not kept: " + why);
    }
}
