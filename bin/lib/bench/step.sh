# Sourced by bin/bench: the rows of the step on a Jenkins agent.

# step_rows WHAT NAME MOST: the step, and the one with fingerprints, against sh 'curl'
step_rows() {
    compare "$1" "${median[$2-step]}" "sh 'curl'" "${median[$2-curl]}" "$3"
    [ -z "${median[$2-sum]:-}" ] || compare "" "${median[$2-step]}" "sh 'curl', sha256sum" "${median[$2-sum]}"
    compare "  with fingerprints" "${median[$2-step-fingerprints]}" "sh 'curl'" "${median[$2-curl]}"
}

measure_warm() {
    server_empty
    start_agent warm 1
    pipeline warm "$runs" "$work" "$url" bench
    stop_agent warm
    row "a tool that is there" "${median[tool]} ms" "" "" "" "<= 50 ms" "$(met "${median[tool]}" 50)"
    step_rows "step: one small file" one 0.20
    step_rows "step: $files x 10 KiB up" many-up 1.00
    step_rows "step: $files x 10 KiB down" many-down 1.00
    step_rows "step: $big_mib MiB up" big-up 1.50
    step_rows "step: $big_mib MiB down" big-down 1.30
}

measure_far_step() {
    start_agent warm 1
    far far_step_rows
    stop_agent warm
}
far_step_rows() {
    times=()
    server_empty
    pipeline warm "$runs" "$work" "$url" "$package"
    step_rows "step, $1 ms away: $far_files x 10 KiB up" many-up "$(far_goal "$1")"
    step_rows "step, $1 ms away: $far_files x 10 KiB down" many-down "$(far_goal "$1")"
}

# cold WHAT [CLASSES]: on an agent that nobody had before
fresh=0
cold() {
    local agent=fresh-$((fresh += 1))
    start_agent "$agent" 1 ${2:+"-Xlog:class+load:file=$2"}
    pipeline cold "$agent" "$work/one" "$@"
    stop_agent "$agent"
}

# Each on an agent of its own, by turns. The classes are counted on further agents, since counting takes time. The first
# agent of all counts for nothing: there the controller itself meets the steps.
measure_cold() {
    local run what
    for run in 0 $(seq "$cold_agents"); do
        for what in step archive; do
            cold "$what"
        done
        [ "$run" != 0 ] || times=()
    done
    for what in step archive; do
        cold "$what" "$work/classes-$what.txt"
    done
    compare "first step on a fresh agent" "${median[step-first]}" "first archiveArtifacts" "${median[archive-first]}" 1.00
    row "  classes from the controller" "${median[step-first-classes]}" "" "${median[archive-first-classes]}" "" "" ""
    compare "second step there" "${median[step-second]}" "second archiveArtifacts" "${median[archive-second]}"
}

# The most MiB that were in use after a garbage collection, of a log; the process has just been asked for one.
live_heap() {
    sed -n -E 's/.* Pause .*[0-9]+M->([0-9]+)M\(.*/\1/p' "$1" | sort -n | tail -n 1
}

# observed AGENT NAME ARGUMENT...: a transfer, with the most memory that it took
observed() {
    local agent=$1 name=$2
    : >"$work/$agent.gc"
    forget_peak "${agent_pid[$agent]}"
    pipeline transfer "$name" "$agent" "${@:3}"
    jcmd "${agent_pid[$agent]}" GC.run >/dev/null
    agent_heap="$(live_heap "$work/$agent.gc") MiB"
    agent_resident=$(mib "$(resident_peak "${agent_pid[$agent]}")")
}
memory_agent() { start_agent "$1" 1 -Xmx256m "-Xlog:gc:file=$work/$1.gc"; }
observed_rows() {
    row "$1" "$(seconds "${median[$2]}")" "" "" "" "" ""
    row "" "$agent_resident" "agent resident at most" "" "" "" ""
    row "" "$agent_heap" "its heap in use at most" "" "" "" ""
}

measure_step_memory() {
    server_empty
    make_sparse
    memory_agent memory
    observed memory sparse-up up fresh '**' "$work/sparse"
    observed_rows "step: $memory_mib MiB up" sparse-up
    rm -rf "$stored/../../fresh"
    mkdir -p "$stored/../../sparse"
    mv "$work/sparse" "$stored/../../sparse/1"
    observed memory sparse-down one sparse sparse.bin
    observed_rows "step: $memory_mib MiB down" sparse-down
    stop_agent memory
    rm -rf "$stored/../../sparse"
}
