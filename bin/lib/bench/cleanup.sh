# Sourced by bin/bench: what it takes to delete old versions of a package with many. The registry is the stand-in, since a
# cleanup asks for more than files can answer; an nginx before it counts the requests.

counter_pid=

# Sets url to that of the counter.
start_counter() {
    mkdir -p "$work/counter"
    url=http://127.0.0.1:$(free_port)
    cat >"$work/counter/nginx.conf" <<END
$([ "$(id -u)" != 0 ] || echo "user root;")
worker_processes 1;
daemon off;
pid $work/counter/nginx.pid;
error_log $work/counter/error.log;
events { worker_connections 256; }
http {
    log_format request '\$request_method \$uri';
    access_log $work/counter/requests.txt request;
    client_body_temp_path $work/counter/temp;
    proxy_temp_path $work/counter/temp;
    fastcgi_temp_path $work/counter/temp;
    uwsgi_temp_path $work/counter/temp;
    scgi_temp_path $work/counter/temp;
    server {
        listen 127.0.0.1:${url##*:};
        location / { proxy_pass $GITLAB_URL; proxy_set_header Host \$http_host; }
    }
}
END
    nginx -p "$work/counter" -c "$work/counter/nginx.conf" &
    counter_pid=$!
    await "$counter_pid" "$work/counter/error.log" curl -s --noproxy '*' -o /dev/null "$url/"
}

stop_counter() {
    if [ -n "$counter_pid" ]; then
        kill "$counter_pid" 2>/dev/null || true
        wait "$counter_pid" 2>/dev/null || true
        counter_pid=
    fi
}

make_versions() {
    local version
    echo a >"$work/counter/a.txt"
    for version in $(seq "$old_versions"); do
        # What curl calls next begins without a header.
        printf 'next\nheader = "PRIVATE-TOKEN: glpat-stand-in"\nupload-file = "%s"\noutput = /dev/null\nurl = "%s"\n' \
            "$work/counter/a.txt" "$GITLAB_URL/api/v4/projects/42/packages/generic/bench/1.$version.0/a.txt"
    done | sed 1d >"$work/counter/upload.curl"
    fetch --parallel --no-progress-meter --config "$work/counter/upload.curl"
}

cleanup_exec() {
    GITLAB_TOKEN=glpat-stand-in exec java -Xmx64m -jar "$JAR" cleanup --gitlab-url="$url" --project-id=42 \
        --package-name=bench --keep=10 --quiet "$@"
}

# cleanup_row WHAT [ARGUMENT...]
cleanup_row() {
    local start what=$1
    shift
    : >"$work/counter/requests.txt"
    start=$(now)
    peak cleanup_exec "$@"
    printf '| %-34s | %8s | %8s | %9s |\n' "$what" "$(wc -l <"$work/counter/requests.txt")" \
        "$(seconds $((($(now) - start) / 1000000)))" "$(mib "$peak_kib")"
}

measure_cleanup() {
    start_registry --project 42=group/app
    start_counter
    make_versions
    printf '\n| %-34s | %8s | %8s | %9s |\n' "$old_versions versions, -Xmx64m" requests time resident
    echo "|------------------------------------|----------|----------|-----------|"
    cleanup_row "dry run, 100 would go"
    cleanup_row "100 deleted" --dry-run=false
    cleanup_row "all but 10 deleted" --dry-run=false --at-most=100000
    stop_counter
    stop_registry
}
