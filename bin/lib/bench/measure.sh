# Sourced by bin/bench: taking turns, medians, and the rows of the table.

declare -A median times

fetch() { curl --silent --show-error --fail --noproxy '*' "$@"; }

now() { date +%s%N; }

# once BEFORE WORK CHECK: sets millis
once() {
    local start
    "$1"
    start=$(now)
    "$2" >"$work/output.txt" || fail "$2 failed: $(cat "$work/output.txt")"
    millis=$((($(now) - start) / 1000000))
    "$3" || fail "$2 did not transfer what it should"
}

# measure BEFORE CHECK WORK...: takes turns, so that what else the machine does meets all alike; sets median[WORK]
measure() {
    local before=$1 check=$2 run work_name
    shift 2
    for work_name in "$@"; do
        times[$work_name]=
    done
    for run in $(seq "$runs"); do
        for work_name in "$@"; do
            once "$before" "$work_name" "$check"
            times[$work_name]+="$millis"$'\n'
        done
    done
    for work_name in "$@"; do
        take_median "$work_name"
    done
}

# take_median NAME: sets median[NAME] of the lines of times[NAME]
take_median() {
    median[$1]=$(printf '%s' "${times[$1]}" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / (b ? b : 1) }'; }
met() { awk -v a="$1" -v b="$2" 'BEGIN { print (a <= b ? "yes" : "NO") }'; }
seconds() { awk -v ms="$1" 'BEGIN { printf "%.2f s", ms / 1000 }'; }
mib() { echo "$(($1 / 1024)) MiB"; }

row() { printf '| %-36s | %9s | %-24s | %9s | %5s | %-10s | %-3s |\n' "$@"; }
table() {
    row work ours "compared with" time ratio goal met
    echo "|--------------------------------------|-----------|--------------------------|-----------|-------|------------|-----|"
}
# compare WHAT OURS THEIR_NAME THEIRS [MOST]: MOST is the largest ratio that is good enough
compare() {
    local r
    r=$(ratio "$2" "$4")
    row "$1" "$(seconds "$2")" "$3" "$(seconds "$4")" "$r" "${5:+<= $5}" "${5:+$(met "$r" "$5")}"
}

# peak WORK [ARGUMENT...]: runs it, which must exec, in the background; sets peak_kib to the most memory it had
peak() {
    local pid seen
    peak_kib=0
    "$@" >"$work/output.txt" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        seen=$(resident_peak "$pid")
        [ "$seen" -le "$peak_kib" ] || peak_kib=$seen
        sleep 0.1
    done
    wait "$pid" || fail "$1 failed: $(cat "$work/output.txt")"
}

# The most KiB that a process had resident, since forget_peak if it was called.
resident_peak() { awk '/^VmHWM/ { kib = $2 } END { print kib + 0 }' "/proc/$1/status" 2>/dev/null || echo 0; }
forget_peak() { echo 5 >"/proc/$1/clear_refs"; }

# processor_millis PID: what it has used so far
processor_millis() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($12 + $13) * 1000 / hz) }' "/proc/$1/stat"; }
