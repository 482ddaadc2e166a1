/** The stand-in registry as a program of its own, to try things without a GitLab. */
package io.jenkins.plugins.gitlabgenericpackages.serve;
