/**
 * Archives: a tree of files, folders and links in one file, made and unpacked. Nothing of an archive is believed. Public
 * for the client's other rooms and for what installs tools, not for callers.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.archives;
