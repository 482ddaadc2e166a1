package io.jenkins.plugins.gitlabgenericpackages.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * System and processor of an agent, as its Java tells them, by the names that stand in file names for {@code {os}} and
 * {@code {arch}}.
 */
record Platform(String os, String arch) {
    private static final List<String> SYSTEMS = List.of("linux", "linux-musl", "windows", "mac");
    private static final List<String> PROCESSORS =
            List.of("amd64", "arm64", "arm", "ppc64le", "s390x", "riscv64", "x86");

    /** Returns that of this machine. */
    static Platform here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), isMusl(Path.of("/proc/self/maps")));
    }

    /** @param isMusl whether the C library is musl: programs that were built for another one do not run there */
    static Platform of(String osName, String osArch, boolean isMusl) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("windows")
                        ? "windows"
                        : os.startsWith("mac") ? "mac" : os.equals("linux") && isMusl ? "linux-musl" : word(os),
                switch (arch) {
                    case "x86_64", "x64" -> "amd64";
                    case "aarch64" -> "arm64";
                    case "i386", "i486", "i586", "i686" -> "x86";
                    default -> arch.startsWith("armv") ? "arm" : word(arch);
                });
    }

    /** A system that has no name here is called as it calls itself, such as {@code freebsd}. */
    private static String word(String text) {
        return text.replaceAll("[^a-z0-9_]", "");
    }

    /** Returns whether this process runs with musl. Its loader lies on other Linuxes as well, but is not used there. */
    private static boolean isMusl(Path maps) {
        if (!Files.isReadable(maps)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("/ld-musl-"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Returns those that have a name. */
    static Stream<Platform> all() {
        return SYSTEMS.stream().flatMap(os -> PROCESSORS.stream().map(arch -> new Platform(os, arch)));
    }

    /** Returns whether the name of the file is another one on another platform. */
    static boolean isNamedIn(String file) {
        return file.contains("{os}") || file.contains("{arch}");
    }

    /** Returns the name of the file on this platform. */
    String fill(String file) {
        return file.replace("{os}", os).replace("{arch}", arch);
    }

    @Override
    public String toString() {
        return os + " " + arch;
    }
}
