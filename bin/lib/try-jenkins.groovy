// Sets a fresh Jenkins up for bin/try: the stand-in registry as its GitLab, credentials, an agent, and three jobs.
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.init.InitMilestone
import hudson.model.FreeStyleProject
import hudson.model.ParametersDefinitionProperty
import hudson.model.Slave
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import hudson.util.Secret
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadBuilder
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericUploadBuilder
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericUploadStep
import io.jenkins.plugins.gitlabgenericpackages.choosing.GenericPackageVersionParameterDefinition
import io.jenkins.plugins.gitlabgenericpackages.polling.GitLabGenericPackageTrigger
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
if (jenkins.getItem('pipeline') != null) {
    return
}

// The credentials and labels of the README's examples, which are to work here.
def store = SystemCredentialsProvider.instance
store.credentials.add(new StringCredentialsImpl(
        CredentialsScope.GLOBAL, 'gitlab', 'Access token of the stand-in registry', Secret.fromString(System.getenv('TRY_TOKEN'))))
store.credentials.add(new StringCredentialsImpl(
        CredentialsScope.GLOBAL, 'deploy-token', 'Deploy token of the stand-in registry', Secret.fromString('gldt-stand-in')))
store.save()

def server = new GitLabServer(System.getenv('TRY_GITLAB_URL'))
server.name = 'Stand-in registry'
server.credentialsId = 'gitlab'
GitLabServers.get().servers = [server]

JenkinsLocationConfiguration.get().url = System.getenv('TRY_JENKINS_URL')
def launcher = new JNLPLauncher()
launcher.webSocket = true
def agentHome = new File(System.getenv('TRY_AGENT'))
def agent = new DumbSlave('agent', agentHome.path, launcher)
agent.labelString = 'linux deploy'
jenkins.addNode(agent)
new File(agentHome, 'agent.jar').bytes = new Slave.JnlpJar('agent.jar').readFully()

def pipeline = jenkins.createProject(WorkflowJob, 'pipeline')
pipeline.definition = new CpsFlowDefinition('''
node('agent') {
    writeFile file: 'dist/greeting.txt', text: "Hello from build ${env.BUILD_NUMBER}"
    writeFile file: 'dist/docs/readme.txt', text: 'The same in every build'
    def sent = gitlabGenericUpload projectId: 'group/app', packageName: 'app',
        packageVersion: "1.0.${env.BUILD_NUMBER}", dir: 'dist', includes: '**', checksums: 'SHA256SUMS', fingerprint: true
    def release = gitlabGenericRelease projectId: 'group/app', tagName: "v1.0.${env.BUILD_NUMBER}", ref: 'main',
        description: "Build ${env.BUILD_NUMBER}", files: sent
    echo "released: ${release.url}"
}
node('agent') {
    // The highest of them: this build's own.
    def files = gitlabGenericDownload projectId: 'group/app', packageName: 'app', packageVersion: '1.x',
        dir: 'incoming', checksums: 'SHA256SUMS', fingerprint: true
    files.each { echo "${it.path} has ${it.size} bytes, sha256 ${it.sha256}" }
}
// Without an agent, Jenkins itself asks.
gitlabGenericVersions(projectId: 'group/app', packageName: 'app', packageVersion: '1.x', limit: 3).each {
    echo "there is ${it.version} of ${it.createdAt}: ${it.url}"
}
// A dry run: deletes nothing.
gitlabGenericCleanup projectId: 'group/app', packageName: 'app', keep: 1
'''.stripLeading(), true)

def freestyle = jenkins.createProject(FreeStyleProject, 'freestyle')
freestyle.assignedNode = agent
def download = new GitLabGenericDownloadStep('app', '1.x')
download.projectId = 'group/app'
download.dir = 'from-pipeline'
freestyle.buildersList.add(new GitLabGenericDownloadBuilder(download))
def upload = new GitLabGenericUploadStep('app', 'freestyle-${BUILD_NUMBER}')
upload.projectId = 'group/app'
upload.dir = 'from-pipeline'
upload.includes = '**'
freestyle.buildersList.add(new GitLabGenericUploadBuilder(upload))

def deploy = jenkins.createProject(WorkflowJob, 'deploy')
deploy.definition = new CpsFlowDefinition('''
node('agent') {
    gitlabGenericDownload projectId: 'group/app', packageName: 'app', dir: 'deployed', checksums: 'SHA256SUMS',
        packageVersion: params.VERSION
    sh 'cat deployed/greeting.txt'
}
'''.stripLeading(), true)
def version = new GenericPackageVersionParameterDefinition('VERSION', 'group/app', 'app')
version.packageVersion = '1.x'
version.defaultValue = '1.x'
deploy.addProperty(new ParametersDefinitionProperty(version))
def trigger = new GitLabGenericPackageTrigger('* * * * *', 'group/app', 'app')
trigger.packageVersion = '1.x'
trigger.completeWhen = 'SHA256SUMS'
deploy.addTrigger(trigger)

def poll = {
    def log = new File(deploy.rootDir, 'gitlab-generic-package-polling.log')
    def before = log.exists() ? log.text : ''
    trigger.run()
    while (!log.exists() || log.text == before) {
        sleep 200
    }
}

Thread.start {
    while (jenkins.initLevel != InitMilestone.COMPLETED) {
        sleep 500
    }
    // Last, since bin/try starts the agent when it is there.
    new File(agentHome, 'secret').text = agent.toComputer().jnlpMac
    // The freestyle job downloads what the Pipeline uploads, so it comes second.
    poll()
    pipeline.scheduleBuild2(0).get()
    // By its schedule, this would take up to a minute.
    poll()
    freestyle.scheduleBuild2(0).get()
    new File(agentHome, 'ready').text = ''
}
