/** HTTP for both origins of the test double: Jetty, what was asked, and what is answered. */
package io.jenkins.plugins.gitlabgenericpackages.standin.http;
