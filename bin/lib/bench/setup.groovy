// args: the addresses of the GitLabs.
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers
import jenkins.model.Jenkins

GitLabServers.get().servers = args.collect { new GitLabServer(it) }
Jenkins.get().numExecutors = 0
println 'ready'
