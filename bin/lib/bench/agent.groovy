// args: name, folder, number of executors. Prints the secret.
import hudson.model.Node
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import jenkins.model.Jenkins

def (name, folder, executors) = args
def launcher = new JNLPLauncher()
launcher.webSocket = true
def agent = new DumbSlave(name, folder, launcher)
agent.numExecutors = executors as int
agent.mode = Node.Mode.EXCLUSIVE
// Agents that share work have a name that ends with a number, and share the label before it.
agent.labelString = name.replaceAll('-[0-9]+$', '')
Jenkins.get().addNode(agent)
println agent.toComputer().jnlpMac
