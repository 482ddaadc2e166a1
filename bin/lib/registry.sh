# Sourced by the scripts in bin that need a stand-in registry; they set work, a folder of their own.

registry=

# Starts the stand-in on a free port, with more arguments if there are; sets registry and GITLAB_URL.
start_registry() {
    : >"$work/serve.txt"
    java -jar "$STAND_IN_JAR" --port 0 --dir "$work/registry" "$@" >"$work/serve.txt" &
    registry=$!
    local tries=0
    until GITLAB_URL=$(sed -n '1s/.* at \(http[^ ]*\)$/\1/p' "$work/serve.txt") && [ -n "$GITLAB_URL" ]; do
        kill -0 "$registry" 2>/dev/null && [ $((tries += 1)) -le 300 ] || fail "the stand-in registry did not start"
        sleep 0.1
    done
}

stop_registry() {
    if [ -n "$registry" ]; then
        kill "$registry" 2>/dev/null || true
        wait "$registry" 2>/dev/null || true
        registry=
    fi
}
