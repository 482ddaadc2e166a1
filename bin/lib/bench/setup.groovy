// args: the address of the GitLab.
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers
import jenkins.model.Jenkins

GitLabServers.get().servers = [new GitLabServer(args[0])]
Jenkins.get().numExecutors = 0
println 'ready'
