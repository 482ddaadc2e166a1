/** How a stored file leaves the test double: whole, in part, or from an object storage. */
package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;
