/**
 * The Jenkins half: steps, build steps, configuration and what a build shows. It looks things up on the controller and
 * sends one call to the agent, where {@link io.jenkins.plugins.gitlabgenericpackages.client} does the work.
 */
package io.jenkins.plugins.gitlabgenericpackages;
