/** GitLab's origin of the test double: who may do what, the routes, and what a test can set. */
package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;
