# Sourced by bin/bench: a Jenkins with the packed plugin, agents in processes of their own, and Pipelines that run there.

jenkins_pid=
not_run=
declare -A agent_pid

# Returns whether there is a Jenkins to start; otherwise not_run says why. Builds the plugin as it is installed, since
# from a folder of classes an agent would load each class by itself.
prepare_jenkins() {
    find_maven
    if ! jenkins_resolves; then
        not_run="no Jenkins: $WHY_NOT"
        return 1
    fi
    pack_plugin
    jenkins_version=$(sed -n 's/^Jenkins-Version: *\([0-9.]*\).*/\1/p' target/gitlab-generic-packages/META-INF/MANIFEST.MF)
    "$MVN" -B -q -ntp -f pom.xml "$COPY" -Dartifact="org.jenkins-ci.main:jenkins-war:$jenkins_version:war" \
        -DoutputDirectory="$work" >"$work/copy.log" || fail "$(cat "$work/copy.log")"
    home=$work/jenkins
    mkdir -p "$home/plugins"
    cp target/test-classes/test-dependencies/*.hpi target/gitlab-generic-packages.hpi "$home/plugins/"
}

# Unless it is newer than its sources.
pack_plugin() {
    local packed=target/gitlab-generic-packages.hpi
    if [ -f "$packed" ] && [ -z "$(find pom.xml src/main -newer "$packed" -type f -print -quit)" ]; then
        return
    fi
    echo "Packing the plugin" >&2
    "$MVN" -B -q -ntp -f pom.xml package -Dmaven.test.skip=true >"$work/package.log" || fail "$(cat "$work/package.log")"
}

# Nothing of it listens or asks outside of 127.0.0.1.
start_jenkins() {
    jenkins=http://127.0.0.1:$(free_port)
    echo "Starting Jenkins $jenkins_version" >&2
    JENKINS_HOME=$home java -Xmx1g "-Xlog:gc:file=$work/controller.gc" -Djava.awt.headless=true \
        -Djenkins.install.runSetupWizard=false -Djenkins.model.Jenkins.slaveAgentPort=-1 \
        -Dhudson.model.UpdateCenter.never=true -Dhudson.model.UsageStatistics.disabled=true \
        -jar "$work/jenkins-war-$jenkins_version.war" --httpListenAddress=127.0.0.1 --httpPort="${jenkins##*:}" \
        >"$work/jenkins.log" 2>&1 &
    jenkins_pid=$!
    await "$jenkins_pid" "$work/jenkins.log" fetch -o "$work/answer.txt" "$jenkins/api/json"
    ask setup "$url" >"$work/answer.txt"
    [ "$(cat "$work/answer.txt")" = ready ] || fail "Jenkins is not set up: $(cat "$work/answer.txt")"
}

# await PID LOG COMMAND...: until the command succeeds, for ten minutes at most and while the process lives
await() {
    local pid=$1 log=$2 tries=0
    shift 2
    until "$@" 2>/dev/null; do
        kill -0 "$pid" 2>/dev/null && [ $((tries += 1)) -lt 1200 ] || fail "$1 in vain: $(tail -n 20 "$log")"
        sleep 0.5
    done
}

# ask SCRIPT [WORD...]: runs bin/lib/bench/SCRIPT.groovy on the controller with args, and prints what it prints
ask() {
    local script=$1 args
    shift
    args=$([ $# = 0 ] || printf "'%s'," "$@")
    [ -s "$work/crumb" ] || fetch -c "$work/cookies" "$jenkins/crumbIssuer/api/json" |
        sed -E 's/.*"crumb":"([^"]*)","crumbRequestField":"([^"]*)".*/\2: \1/' >"$work/crumb"
    { echo "def args = [$args]" && cat "bin/lib/bench/$script.groovy"; } |
        fetch -b "$work/cookies" -H "@$work/crumb" --data-urlencode "script@-" "$jenkins/scriptText"
}

is_online() { fetch "$jenkins/computer/$1/api/json?tree=offline" | grep -q '"offline":false'; }

# start_agent NAME EXECUTORS [JAVA_OPTION...]: one that never ran before, with a cache of its own
start_agent() {
    launch_agent "$@"
    await_agent "$1"
}
launch_agent() {
    local name=$1 executors=$2 folder=$work/agents/$1 secret
    shift 2
    mkdir -p "$folder"
    [ -f "$work/agent.jar" ] || fetch -o "$work/agent.jar" "$jenkins/jnlpJars/agent.jar"
    secret=$(ask agent "$name" "$folder" "$executors")
    java "$@" -jar "$work/agent.jar" -url "$jenkins/" -name "$name" -secret "$secret" -webSocket -workDir "$folder" \
        >"$folder/log.txt" 2>&1 &
    agent_pid[$name]=$!
}
await_agent() { await "${agent_pid[$1]}" "$work/agents/$1/log.txt" is_online "$1"; }

stop_agent() {
    kill -KILL "${agent_pid[$1]}" 2>/dev/null || true
    wait "${agent_pid[$1]}" 2>/dev/null || true
    unset "agent_pid[$1]"
    rm -rf "${work:?}/agents/$1"
}

# Ends the agents and Jenkins, as far as they were started; at once, since what they would save is deleted, and a Jenkins
# that is asked to end while it starts may not.
stop_jenkins() {
    local processes=("${agent_pid[@]}" $jenkins_pid)
    [ ${#processes[@]} != 0 ] || return 0
    kill -KILL "${processes[@]}" 2>/dev/null || true
    wait "${processes[@]}" 2>/dev/null || true
}

# pipeline SCRIPT [WORD...]: runs it once, as the job of that name; adds what it measured to times
pipeline() {
    local name millis
    echo "Pipeline $*" >&2
    ask run "$1" "$PWD/bin/lib/bench/$1.jenkinsfile" "${@:2}" >"$work/pipeline.txt"
    grep -q '^SUCCESS$' "$work/pipeline.txt" || fail "the Pipeline $1 failed: $(cat "$work/pipeline.txt")"
    while read -r name millis; do
        times[$name]+="$millis"$'\n'
    done < <(sed -n 's/^TIME //p' "$work/pipeline.txt")
    for name in "${!times[@]}"; do
        take_median "$name"
    done
}
