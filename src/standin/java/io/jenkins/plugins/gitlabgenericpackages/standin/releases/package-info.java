/** Releases of the test double: their tags, links and rules. */
package io.jenkins.plugins.gitlabgenericpackages.standin.releases;
