/** The packages of the test double and their files, on disk. */
package io.jenkins.plugins.gitlabgenericpackages.standin.store;
