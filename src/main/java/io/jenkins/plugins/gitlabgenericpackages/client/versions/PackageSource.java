package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;

/**
 * The package that a download is from, before it is known which of its versions.
 *
 * @throws InvalidRequestException if there can be no such package
 */
public record PackageSource(String name, VersionRule version) implements Serializable {
    public PackageSource {
        GenericPackage.checkName(name);
        if (version == null) {
            throw new InvalidRequestException(VersionRule.MISSING);
        }
    }

    public static PackageSource of(String name, String version) {
        return new PackageSource(name, new VersionRule(version));
    }

    /** Returns the version that is called like the rule. */
    public GenericPackage byName() {
        return new GenericPackage(name, version.text());
    }

    /** Returns whether a download from here can be from that package. */
    public boolean admits(GenericPackage found) {
        return found.name().equals(name) && version.admits(found.version());
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
