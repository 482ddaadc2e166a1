/**
 * What other plugins know of GitLab. None of them is a dependency, since an optional one that is there but older than the
 * one that this plugin was built with keeps it from loading ({@code PluginWrapper.resolvePluginDependencies}): what they
 * tell publicly is read by its name, and is not there where they are not.
 */
package io.jenkins.plugins.gitlabgenericpackages.plugins;
