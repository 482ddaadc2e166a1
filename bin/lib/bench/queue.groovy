// args: how many builds. Prints for how long Jenkins' queue is locked while so many leave it at once, in microseconds: of
// builds for new versions, and of builds with another parameter each. Each is done before, which does not count.
import hudson.model.FreeStyleProject
import hudson.model.ParametersAction
import hudson.model.Queue
import hudson.model.StringParameterValue
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage
import io.jenkins.plugins.gitlabgenericpackages.polling.GitLabGenericPackageTrigger
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction
import jenkins.model.Jenkins

def count = args[0] as int
def queue = Jenkins.get().queue
def job = Jenkins.get().createProject(FreeStyleProject, 'queue')
job.addTrigger(new GitLabGenericPackageTrigger('H H 1 1 *', '7', 'app'))
def registry = new Registry('https://gitlab.example.com', '7', Token.anonymous())
def version = { number ->
    new NewVersionAction(NewVersion.of(new RemotePackage(number, 'app', "1.$number", 'default', Optional.empty(), ''), registry))
}
def parameter = { number -> new ParametersAction(new StringParameterValue('VERSION', "1.$number")) }

def leave = { action ->
    (1..count).each { queue.schedule2(job, 10_000, action(it as long)) }
    assert queue.getItems(job).size() == count
    def start = System.nanoTime()
    queue.clear()
    def end = System.nanoTime()
    assert queue.getItems(job).empty
    (end - start).intdiv(1000)
}
[version, parameter].each(leave)
println "${leave(version)} ${leave(parameter)}"
job.delete()
