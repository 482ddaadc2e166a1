/** What the test double knows of roles, of what they may do, and of what is open to everybody. */
package io.jenkins.plugins.gitlabgenericpackages.standin.rights;
