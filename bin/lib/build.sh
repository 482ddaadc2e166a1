# Sourced by the scripts in bin, which have changed into the project's folder and set -euo pipefail.
# Finds the tools, and builds what is missing.

MAVEN_AT_LEAST=3.9.6
MAVEN_FETCHED=3.9.11
COPY=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy
RESOLVE=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:resolve
JAR=target/client/gitlab-generic-packages.jar
STAND_IN_JAR=target/client/gitlab-stand-in-registry.jar

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

is_new_enough() {
    local version
    version=$("$1" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p') || return 1
    [ -n "$version" ] && printf '%s\n%s\n' "$MAVEN_AT_LEAST" "$version" | sort -V -C
}

# Sets MVN to a Maven that the parent pom accepts: the one on the PATH, or one that it fetches once.
find_maven() {
    command -v javac >/dev/null || [ -n "${JAVA_HOME:-}" ] || fail "a JDK 17 or later is needed on the PATH"
    command -v mvn >/dev/null || fail "a Maven is needed on the PATH (any from 3.8 on; a newer one is fetched with it)"
    MVN=mvn
    if is_new_enough "$MVN"; then
        return
    fi
    local cache="${XDG_CACHE_HOME:-$HOME/.cache}/gitlab-generic-packages"
    MVN="$cache/apache-maven-$MAVEN_FETCHED/bin/mvn"
    if ! is_new_enough "$MVN"; then
        echo "Fetching Maven $MAVEN_FETCHED into $cache"
        fetch_maven "$cache"
        is_new_enough "$MVN" || fail "the Maven in $cache does not run: delete that folder and try again"
    fi
}

fetch_maven() {
    local unpacked
    mkdir -p "$1"
    # Unpacked beside and then moved: a fetch that was interrupted leaves nothing that looks complete.
    unpacked=$(mktemp -d "$1/fetch.XXXXXX")
    # From the cache folder, so that no pom.xml gets in the way.
    (
        cd "$unpacked"
        mvn -B -q "$COPY" -Dartifact="org.apache.maven:apache-maven:$MAVEN_FETCHED:zip:bin" -DoutputDirectory="$unpacked"
        jar xf "apache-maven-$MAVEN_FETCHED-bin.zip" 2>/dev/null || unzip -q "apache-maven-$MAVEN_FETCHED-bin.zip"
        chmod +x "apache-maven-$MAVEN_FETCHED/bin/mvn"
    ) || {
        rm -rf "$unpacked"
        fail "Maven $MAVEN_FETCHED could not be fetched; a Maven of at least $MAVEN_AT_LEAST on the PATH does as well"
    }
    rm -rf "$1/apache-maven-$MAVEN_FETCHED"
    mv "$unpacked/apache-maven-$MAVEN_FETCHED" "$1/"
    rm -rf "$unpacked"
}

# Returns whether Maven finds what the plugin is built from: Jenkins' artifacts are not in Maven Central. Otherwise
# WHY_NOT says what it did not find.
jenkins_resolves() {
    local log=target/jenkins-resolves.log
    mkdir -p target
    # -U: an answer of yesterday that something was missing does not count.
    if "$MVN" -B -q -U -f pom.xml \
        -Daether.connector.connectTimeout=10000 -Daether.connector.requestTimeout=60000 \
        -Daether.connector.http.retryHandler.count=0 \
        "$RESOLVE" >"$log" 2>&1; then
        return 0
    fi
    WHY_NOT=$(sed -n -E 's/^\[(FATAL|ERROR)\] *//p' "$log" | grep -m 1 -i -E 'could not|cannot|unresolv|non-resolvable' || true)
    WHY_NOT=${WHY_NOT:-see $log}
    return 1
}

# Builds the command line and the stand-in registry when they are missing or older than their sources.
build_jars() {
    local sources=(client.pom.xml src/main/java src/cli src/standin src/serve)
    if [ -f "$STAND_IN_JAR" ] && [ -f "$JAR" ] && [ -z "$(find "${sources[@]}" -newer "$JAR" -type f -print -quit)" ]; then
        return
    fi
    find_maven
    echo "Building $JAR and $STAND_IN_JAR"
    "$MVN" -B -q -ntp -f client.pom.xml package -Dmaven.test.skip=true
}
