/** How a program meets the shell that started it: arguments, signals, messages, exit codes. */
package io.jenkins.plugins.gitlabgenericpackages.shell;
