# Sourced by bin/bench: what many files, a long list and many steps at a time take. Prints a table of its own.

scale_row() { printf '| %-34s | %8s | %10s | %18s | %18s | %14s |\n' "$@"; }
scale_table() {
    scale_row "step" time "build page" "agent: heap, res." "controller: same" "build's folder"
    echo "|------------------------------------|----------|------------|--------------------|--------------------|----------------|"
}

# controller_observed AGENT NAME ARGUMENT...: as observed, of the controller as well
controller_observed() {
    : >"$work/controller.gc"
    forget_peak "$jenkins_pid"
    observed "$@"
    jcmd "$jenkins_pid" GC.run >/dev/null
    controller_heap=$(live_heap "$work/controller.gc")
    controller_resident=$(mib "$(resident_peak "$jenkins_pid")")
}

# at_scale WHAT NAME AGENT ARGUMENT...
at_scale() {
    local what=$1 name=$2 agent=$3 page build
    controller_observed "$agent" "$name" "${@:4}"
    page=$(fetch -o "$work/page.html" -w '%{time_total}' "$jenkins/job/transfer/lastBuild/gitlab-generic-packages/")
    build=$(fetch "$jenkins/job/transfer/lastBuild/buildNumber")
    scale_row "$what" "$(seconds "${median[$name]}")" "$(printf '%.2f s' "$page")" "${agent_heap%iB}, ${agent_resident%iB}" \
        "$controller_heap M, ${controller_resident%iB}" "$(du -sk "$home/jobs/transfer/builds/$build" | cut -f 1) KiB"
}

# Starts the agent, and lets it and the controller meet what is measured.
scale_agent() {
    memory_agent scale
    server_empty
    cp "$work"/small/* "$stored/"
    pipeline transfer warm-up scale up fresh '**' "$work/small"
    pipeline transfer warm-up scale down bench 'small-*'
    fetch -o "$work/page.html" "$jenkins/job/transfer/lastBuild/gitlab-generic-packages/"
}

# A tenth first: what is linear takes ten times as long then.
measure_many_files() {
    local count
    scale_agent
    for count in $((scale_files / 10)) "$scale_files"; do
        make_small "scale-$count" "$count" 1024
        at_scale "$count x 1 KiB up" "up-$count" scale up fresh '**' "$work/scale-$count"
        described "$work/scale-$count" | make_list "$count" "scale-$count"
        mkdir -p "${stored%/bench/1}/scale-$count"
        mv "$work/scale-$count" "${stored%/bench/1}/scale-$count/1"
        at_scale "$count x 1 KiB down" "down-$count" scale down "scale-$count" '**'
    done
    stop_agent scale
}

measure_long_list() {
    local count
    scale_agent
    make_small long 10 1024
    for count in $((scale_list / 10)) "$scale_list"; do
        { described "$work/long" && seq -f "$(printf %064d 0) 1024 other/%.0f.bin" $((count - 10)); } |
            make_list $((count + 1)) "long-$count"
        mkdir -p "${stored%/bench/1}/long-$count"
        cp -r "$work/long" "${stored%/bench/1}/long-$count/1"
        at_scale "10 of a list of $count" "long-$count" scale down "long-$count" 'long-*'
    done
    stop_agent scale
}

# The connections that are open to nginx, of anybody.
connections() {
    awk -v port=":$(printf %04X "${url##*:}")\$" '$3 ~ port && $4 == "01"' /proc/net/tcp /proc/net/tcp6 2>/dev/null | wc -l
}
# Of the plugin, in the controller and all agents.
our_threads() {
    local pid
    for pid in "$jenkins_pid" "${agent_pid[@]}"; do
        jcmd "$pid" Thread.print | grep '^"gitlab-packages-' || true
    done | wc -l
}

measure_crowd() {
    local agents=10 agent threads before started open tries=0
    server_empty
    cp "$work"/small/* "$stored/"
    for agent in $(seq "$agents"); do
        launch_agent "crowd-$agent" $(((crowd_steps + agents - 1) / agents)) -Xmx256m
    done
    for agent in $(seq "$agents"); do
        await_agent "crowd-$agent"
    done
    # Once, so that all agents have their classes.
    pipeline crowd "$crowd_steps" "$work/small" "$files"
    times[crowd]=
    before=$(processor_millis "$jenkins_pid")
    started=$(now)
    pipeline crowd "$crowd_steps" "$work/small" "$files"
    local processor=$(($(processor_millis "$jenkins_pid") - before)) wall=$((($(now) - started) / 1000000))
    open=$(connections)
    # Threads that wait for more work may do so for a minute.
    until threads=$(our_threads) && [ "$threads" = 0 ] || [ $((tries += 1)) -gt 12 ]; do
        sleep 5
    done
    echo
    echo "$crowd_steps steps at a time, each $files x 10 KiB up and down, on $agents agents: $(seconds "${median[crowd]}")." \
        "All succeeded. The controller used $(seconds "$processor") of processor time in the $(seconds "$wall") of the build." \
        "Left behind: $threads threads, $open connections."
    for agent in $(seq "$agents"); do
        stop_agent "crowd-$agent"
    done
    server_empty
}

# Jenkins starts no build meanwhile.
measure_queue() {
    local run ours theirs
    times[queue_ours]= times[queue_theirs]=
    for run in $(seq "$runs"); do
        ask queue "$queued_builds" >"$work/queue.txt"
        read -r ours theirs <"$work/queue.txt" && [[ $theirs =~ ^[0-9]+$ ]] || fail "the queue was not measured: $(cat "$work/queue.txt")"
        times[queue_ours]+="$ours"$'\n' times[queue_theirs]+="$theirs"$'\n'
    done
    take_median queue_ours
    take_median queue_theirs
    echo
    echo "$queued_builds builds for new versions leave the queue at once: its lock is held for" \
        "$((median[queue_ours] / 1000)).$((median[queue_ours] % 1000 / 100)) ms; of builds with a parameter" \
        "$((median[queue_theirs] / 1000)).$((median[queue_theirs] % 1000 / 100)) ms."
}
