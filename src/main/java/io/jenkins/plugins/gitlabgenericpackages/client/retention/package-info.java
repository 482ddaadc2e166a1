/** Which versions of a package go, and how they are deleted. */
package io.jenkins.plugins.gitlabgenericpackages.client.retention;
