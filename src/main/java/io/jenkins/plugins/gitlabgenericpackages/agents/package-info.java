/**
 * What a transfer is between the controller and the agent that does it: the call, what the agent tells meanwhile and in
 * the end, and what of it the controller keeps. For the steps above only.
 */
package io.jenkins.plugins.gitlabgenericpackages.agents;
