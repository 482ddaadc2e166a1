package io.jenkins.plugins.gitlabgenericpackages.tools;

import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryQuestion;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.UnpackLimits;
import io.jenkins.plugins.gitlabgenericpackages.client.archives.Unpacking;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes sure, on the agent, that a tool is there: a call that only looks needs no token and does not ask GitLab, another one
 * installs what is not there.
 *
 * @param known which version is wanted, as far as the controller knows
 * @param folder the tool's, on the agent
 * @param longestBuild how long the oldest build has been running there: what was used meanwhile may be in use
 * @param onlyLooks whether GitLab is not asked, and nothing installed
 */
record InstallTool(
        WantedTool wanted, ResolvedVersions.Resolved known, String folder, Duration longestBuild, boolean onlyLooks)
        implements RegistryQuestion<String> {
    /** What nothing has used for so long is deleted when something new comes. */
    private static final Duration UNUSED = Duration.ofDays(30);

    /** Returns the tool's home, relative to its folder; empty if it is not there and this only looks. */
    @Override
    public String ask(GenericPackageClient client, Consumer<String> log) throws IOException, InterruptedException {
        try {
            Optional<ToolContent> content = content(client, log);
            return content.isPresent() ? home(content.get()) : "";
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            String reason = e instanceof RegistryException ? e.getMessage() : RegistryException.localMessage(e);
            throw new RegistryException("The tool " + wanted + " cannot be installed: " + reason, e);
        }
    }

    private Optional<ToolContent> content(GenericPackageClient client, Consumer<String> log)
            throws IOException, InterruptedException {
        ToolFolder contents = new ToolFolder(Path.of(folder));
        String file = Platform.here().fill(wanted.file());
        Optional<ToolContent> there = find(contents, file);
        if (there.filter(ToolContent::isFresh).isPresent()) {
            return used(there.get(), log);
        }
        if (onlyLooks && there.isEmpty()) {
            return there;
        }
        try (ToolLock lock = ToolLock.take(
                contents.root(),
                () -> log.accept("Waiting for another build that installs the tool " + wanted + " here"))) {
            there = find(contents, file);
            if (there.isPresent()) {
                return used(there.get(), log);
            }
            return onlyLooks ? there : Optional.of(install(contents, lock, file, client, log));
        }
    }

    /** Notes the use while nobody else may delete it. */
    private Optional<ToolContent> used(ToolContent content, Consumer<String> log) {
        content.touch();
        say(content, log);
        return Optional.of(content);
    }

    /** Returns what need not be installed: of an outdated version also another one that would have been right before. */
    private Optional<ToolContent> find(ToolFolder contents, String file) throws IOException {
        Optional<ToolContent> there = contents.last(
                made -> wanted.isMadeOf(made, file) && made.version().equals(known.version()));
        return there.isPresent() || !known.isOutdated()
                ? there
                : contents.last(made ->
                        wanted.isMadeOf(made, file) && wanted.source().version().admits(made.version()));
    }

    private void say(ToolContent content, Consumer<String> log) {
        if (known.isOutdated()) {
            log.accept("WARNING: GitLab does not say which version of the tool " + wanted + " '"
                    + wanted.source().version() + "' is (" + known.away()
                    + "). What was installed before is used, which may be an old one");
        }
        log.accept("The tool " + wanted + " is there (" + content.made() + "): nothing to install");
    }

    private ToolContent install(
            ToolFolder contents, ToolLock lock, String file, GenericPackageClient client, Consumer<String> log)
            throws IOException, InterruptedException {
        Path stage = contents.stage(lock.isSure());
        try {
            return install(contents, stage, file, client, log);
        } finally {
            ToolFolder.clear(stage);
        }
    }

    private ToolContent install(
            ToolFolder contents, Path stage, String file, GenericPackageClient client, Consumer<String> log)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        // Without a version, the agent asks: it may reach a GitLab that the controller does not.
        String version = known.version() == null ? wanted.source().version().text() : known.version();
        DownloadRequest request = wanted.request(version, file);
        Path download = Files.createDirectory(stage.resolve("download"));
        TransferredFile downloaded = client.download(download, request).get(0);
        Path archive = download.resolve(WantedTool.lastPart(file));
        Path staged = stage.resolve("content");
        Optional<ArchiveFormat> format = ArchiveFormat.of(file);
        if (format.isPresent()) {
            new Unpacking(wanted.stripComponents(), UnpackLimits.DEFAULT).unpack(archive, format.get(), staged);
        } else {
            Files.createDirectory(staged);
            File executable =
                    Files.move(archive, staged.resolve(archive.getFileName())).toFile();
            if (!executable.setExecutable(true, false)) {
                throw new RegistryException(file + " cannot be made executable in " + folder);
            }
        }
        ToolContent.checkUnmarked(staged);
        ToolContent.Made made = new ToolContent.Made(
                wanted.origin(),
                wanted.source().name(),
                downloaded.file().owner().version(),
                file,
                downloaded.sha256(),
                format.isPresent(),
                wanted.stripComponents(),
                downloaded.verifiedBy(),
                wanted.checksums());
        ToolContent content = contents.place(staged, made);
        log.accept(String.format(
                Locale.ROOT,
                "Installed the tool %s (%s) in %.1f s: %s",
                wanted,
                made,
                (System.nanoTime() - start) / 1e9,
                content.folder()));
        deleteUnused(contents, stage, log);
        return content;
    }

    private void deleteUnused(ToolFolder contents, Path stage, Consumer<String> log) throws IOException {
        Duration builds = longestBuild.plus(ToolContent.FRESH);
        List<String> deleted =
                contents.deleteUnused(Instant.now().minus(builds.compareTo(UNUSED) > 0 ? builds : UNUSED), stage);
        if (!deleted.isEmpty()) {
            log.accept("Deleted what no build has used of the tool " + wanted + " for " + UNUSED.toDays() + " days: "
                    + String.join(", ", deleted));
        }
    }

    private String home(ToolContent content) throws RegistryException {
        Path home = content.folder().resolve(wanted.subdir());
        if (!Files.isDirectory(home)) {
            throw new RegistryException("there is no folder '" + wanted.subdir() + "' in " + content.folder()
                    + ", and 'subdir' names one that is there once 'stripComponents' has been applied");
        }
        return Path.of(folder).relativize(home).toString();
    }

    /** Returns the same that installs the tool if it is not there. */
    InstallTool andInstall() {
        return new InstallTool(wanted, known, folder, longestBuild, false);
    }

    /** Says what the channel does. */
    @Override
    public String toString() {
        return "InstallTool[" + wanted + "]";
    }
}
