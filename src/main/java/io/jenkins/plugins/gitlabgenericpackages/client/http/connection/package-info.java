/**
 * Connections to an origin: opened directly or through a proxy, secured, kept, watched for stalls, closed from any thread.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;
