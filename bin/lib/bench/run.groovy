// args: name of the job, file of the Pipeline, and its args. Prints what was measured and the result, or the whole log.
import hudson.model.Result
import java.util.concurrent.TimeUnit
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def (name, file) = args
def job = Jenkins.get().getItem(name) ?: Jenkins.get().createProject(WorkflowJob, name)
job.definition = new CpsFlowDefinition("def args = ${args.drop(2).inspect()}\n${new File(file).text}", false)
// Not for ever: an agent may be lost.
def build = job.scheduleBuild2(0).get(1, TimeUnit.HOURS)
def lines = build.getLog(Integer.MAX_VALUE)
println lines.findAll { build.result != Result.SUCCESS || it.startsWith('TIME ') }.join('\n')
println build.result
