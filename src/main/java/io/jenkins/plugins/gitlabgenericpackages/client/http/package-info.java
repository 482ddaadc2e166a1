/**
 * HTTP/1.1 as transfers of large files need it: streamed both ways, one answer for one request, every wait limited and
 * every call ended at once by closing the transport. Knows nothing of GitLab and nothing of Jenkins.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.http;
