# Sourced by bin/try: a Jenkins with the plugin, an agent in a process of its own, and three jobs that use the stand-in.

# Starts Jenkins and the agent; sets jenkins and agent to their process groups.
start_jenkins() {
    local port=${PORT:-8080}
    local home=$work/jenkins
    JENKINS=http://127.0.0.1:$port/jenkins
    mkdir -p "$home/init.groovy.d" "$work/agent"
    cp bin/lib/try-jenkins.groovy "$home/init.groovy.d/"
    export TRY_JENKINS_URL=$JENKINS/ TRY_GITLAB_URL=$GITLAB_URL TRY_TOKEN=$GITLAB_TOKEN TRY_AGENT=$work/agent
    echo "Starting Jenkins at $JENKINS/ (its log: $work/jenkins.log)"
    # Groups of their own, since Maven starts Jenkins as another process.
    set -m
    "$MVN" -B -ntp -f pom.xml hpi:run -Dhost=127.0.0.1 -Dport="$port" -DjenkinsHome="$home" >"$work/jenkins.log" 2>&1 &
    jenkins=$!
    await_file "$work/agent/secret" "$jenkins" 600
    java -jar "$work/agent/agent.jar" -url "$JENKINS/" -name agent -secret "@$work/agent/secret" -webSocket \
        -workDir "$work/agent" >"$work/agent.log" 2>&1 &
    agent=$!
    set +m
    await_file "$work/agent/ready" "$jenkins" 600
}

# Waits until a file is there, as long as the process lives, for so many seconds at most.
await_file() {
    local tries=0
    until [ -f "$1" ]; do
        kill -0 "$2" 2>/dev/null && [ $((tries += 1)) -le "$3" ] || fail "Jenkins did not start: see $work/jenkins.log"
        sleep 1
    done
}

try_jenkins() {
    start_jenkins
    cat <<END

The jobs have run once. Look at:
  $JENKINS/job/pipeline/lastBuild/     uploads from an agent, downloads again, lists the versions; its packages and console
  $JENKINS/job/freestyle/lastBuild/    downloads what the Pipeline uploaded and uploads it as another version
  $JENKINS/job/freestyle/configure     the build steps' forms
  $JENKINS/job/deploy/                 waits for the Pipeline's package: build that again, and this follows within a minute,
                                                   with that version as its parameter
  $JENKINS/job/deploy/build            starts it by hand, with a version of your choice
  $JENKINS/job/deploy/gitlab-generic-packages-polling/    what its polls came to
  $JENKINS/job/pipeline/pipeline-syntax/    the snippet generator, with help for every parameter
  $JENKINS/manage/configure            the GitLab servers

In jobs of your own, use what the README's examples name: the project group/app (42), the credentials gitlab (an access
token) and deploy-token, the nodes linux and deploy.

Ctrl-C ends it all and deletes it.
END
    wait "$jenkins" || true
}
