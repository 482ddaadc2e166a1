/**
 * What a build remembers of its packages: the files, the page that shows them, the fingerprints. What is public here is
 * for the steps above, for pages and for Pipelines, not for other plugins.
 */
package io.jenkins.plugins.gitlabgenericpackages.builds;
