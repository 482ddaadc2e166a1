// args: the address of the GitLab.
import hudson.model.JDK
import hudson.tools.InstallSourceProperty
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers
import io.jenkins.plugins.gitlabgenericpackages.tools.GitLabGenericPackageInstaller
import jenkins.model.Jenkins

GitLabServers.get().servers = [new GitLabServer(args[0])]
def installer = new GitLabGenericPackageInstaller(null, '1', 'bench', '1', 'small-00000')
Jenkins.get().getDescriptorByType(JDK.DescriptorImpl).setInstallations(
    new JDK('bench', '', [new InstallSourceProperty([installer])]))
Jenkins.get().numExecutors = 0
println 'ready'
