/** What the test double does wrong on demand. */
package io.jenkins.plugins.gitlabgenericpackages.standin.faults;
