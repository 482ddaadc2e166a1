/** The build parameter by which people choose a version. Knows GitLab by the servers' settings and the client. */
package io.jenkins.plugins.gitlabgenericpackages.choosing;
