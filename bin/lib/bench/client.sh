# Sourced by bin/bench: the rows of the command line, against curl.

# Of the process: java_options; of the server: url, api, and for https certificate_used.
exec_ours() {
    exec java ${java_options:-} -jar "$JAR" "$@" ${certificate_used:+--ca-certificates "$certificate_used"} \
        --gitlab-url "$url" --project-id 1 --package-name "${package:-bench}" --package-version 1 --quiet
}
ours() { (exec_ours "$@"); }
theirs() { fetch --location ${certificate_used:+--cacert "$certificate_used"} "$@"; }

up_ours() { ours upload --file "$work/big.bin" --if-exists ADD; }
up_curl() { theirs -o /dev/null -T "$work/big.bin" "$api/big.bin"; }
up_curl_sum() { up_curl && sha256sum "$work/big.bin" >/dev/null; }
up_check() { cmp "$work/big.bin" "$stored/big.bin"; }

down_ours() { ours download --file "$work/out/big.bin"; }
down_curl() { theirs -o "$work/out/big.bin" "$api/big.bin"; }
down_curl_sum() { down_curl && (cd "$work/out" && sha256sum --quiet -c "$work/big.sha256"); }
down_check() { cmp "$work/big.bin" "$work/out/big.bin"; }

small_up_exec() { exec_ours upload --dir "$work/small" --includes '**' --if-exists ADD; }
small_up_ours() { (small_up_exec); }
small_up_loop() {
    local file
    for file in "$work"/small/*; do
        theirs -o /dev/null -T "$file" "$api/${file##*/}"
    done
}
small_up_parallel() { theirs --parallel --no-progress-meter --config "$work/upload.curl"; }
small_up_check() { diff -r "$work/small" "$stored"; }

small_down_exec() { exec_ours download --dir "$work/out" --includes 'small-*'; }
small_down_ours() { (small_down_exec); }
small_down_loop() {
    local file
    for file in "$work"/small/*; do
        theirs -o "$work/out/${file##*/}" "$api/${file##*/}"
    done
}
small_down_parallel() { theirs --parallel --no-progress-meter --config "$work/download.curl"; }
small_down_check() { diff -r "$work/small" "$work/out"; }

measure_digest() {
    local java_rate start rate
    java_rate=$(java bin/lib/bench/DigestRate.java)
    truncate -s 256M "$work/zeros"
    start=$(now)
    sha256sum "$work/zeros" >/dev/null
    rate=$((256000000000 / ($(now) - start)))
    rm "$work/zeros"
    echo "SHA-256 on one core: Java $java_rate MiB/s, sha256sum $rate MiB/s; so $big_mib MiB take Java" \
        "$(seconds $((big_mib * 1000 / java_rate))) at least."
}

measure_upload() {
    measure server_empty up_check up_ours up_curl up_curl_sum
    compare "upload $big_mib MiB" "${median[up_ours]}" "curl + sha256sum" "${median[up_curl_sum]}" 0.50
    compare "" "${median[up_ours]}" "curl alone" "${median[up_curl]}"
}

measure_download() {
    server_empty
    cp "$work/big.bin" "$stored/big.bin"
    measure out_empty down_check down_ours down_curl down_curl_sum
    compare "download $big_mib MiB" "${median[down_ours]}" "curl + sha256sum" "${median[down_curl_sum]}" 0.50
    compare "" "${median[down_ours]}" "curl alone" "${median[down_curl]}"
}

measure_https() {
    if [ -z "$certificate" ]; then
        row "https" "not run" "openssl is missing" "" "" "" ""
        return
    fi
    local version url api certificate_used=$certificate
    for version in 1.2 1.3; do
        url=${tls_url[$version]}
        api=$url/api/v4/projects/1/packages/generic/bench/1
        measure server_empty up_check up_ours up_curl
        compare "upload $big_mib MiB, TLS $version" "${median[up_ours]}" "curl alone" "${median[up_curl]}" 1.50
        server_empty
        cp "$work/big.bin" "$stored/big.bin"
        measure out_empty down_check down_ours down_curl
        compare "download $big_mib MiB, TLS $version" "${median[down_ours]}" "curl alone" "${median[down_curl]}" 1.50
    done
}

measure_files() {
    measure server_empty small_up_check small_up_ours small_up_loop small_up_parallel
    compare "upload $files x 10 KiB" "${median[small_up_ours]}" "curl, one after another" "${median[small_up_loop]}" 0.20
    compare "" "${median[small_up_ours]}" "curl --parallel" "${median[small_up_parallel]}"
    server_empty
    peak small_up_exec
    row "" "$(mib "$peak_kib")" "resident at most" "" "" "<= 150 MiB" "$(met "$peak_kib" 153600)"
    measure out_empty small_down_check small_down_ours small_down_loop small_down_parallel
    compare "download $files x 10 KiB" "${median[small_down_ours]}" "curl, one after another" "${median[small_down_loop]}" 0.20
    compare "" "${median[small_down_ours]}" "curl --parallel" "${median[small_down_parallel]}"
    out_empty
    peak small_down_exec
    row "" "$(mib "$peak_kib")" "resident at most" "" "" "<= 150 MiB" "$(met "$peak_kib" 153600)"
}

# Three quarters in files of 64 MiB, the rest in files of 10 KiB. Packed, it is three quarters as long.
make_tree() {
    mkdir -p "$work/tree/small" "$work/classes"
    head -c $((big_mib * 786432)) "$work/big.bin" | base64 -w 0 >"$work/text"
    head -c $((big_mib * 786432)) "$work/text" | split -b 64M -d - "$work/tree/large-"
    tail -c $((big_mib * 262144)) "$work/text" | split -b 10240 -a 5 -d - "$work/tree/small/"
    rm "$work/text"
    tar -C "$work" -cf - tree | gzip -1 >"$work/tree.tar.gz"
    javac -cp "$JAR" -d "$work/classes" bin/lib/bench/Unpack.java
}
unpack_ours() { java -cp "$JAR:$work/classes" Unpack "$work/tree.tar.gz" "$work/out/tree"; }
unpack_tar() { tar -C "$work/out" -xzf "$work/tree.tar.gz"; }
unpack_check() { diff -r "$work/tree" "$work/out/tree"; }

measure_archives() {
    make_tree
    measure out_empty unpack_check unpack_ours unpack_tar
    compare "unpack $big_mib MiB, .tar.gz" "${median[unpack_ours]}" "tar xzf" "${median[unpack_tar]}" 1.50
    out_empty
    rm -r "$work/tree" "$work/tree.tar.gz"
}

# far_goal MILLIS: the largest ratio that is good enough; there is one for the longest way only
far_goal() { [ "$1" != 100 ] || echo 1.50; }

measure_far() { far far_rows; }
far_rows() {
    measure server_empty small_up_check small_up_ours small_up_parallel
    compare "$1 ms away: $far_files x 10 KiB up" "${median[small_up_ours]}" "curl --parallel" "${median[small_up_parallel]}" "$(far_goal "$1")"
    measure out_empty small_down_check small_down_ours small_down_parallel
    compare "$1 ms away: $far_files x 10 KiB down" "${median[small_down_ours]}" "curl --parallel" \
        "${median[small_down_parallel]}" "$(far_goal "$1")"
}

# A large file where a connection takes no more than so much, as of many object storages.
measure_narrow() {
    local server=$url url api way
    for way in 30 100; do
        start_way "$way" "$server" "$narrow_rate"
        api=$url/api/v4/projects/1/packages/generic/bench/1
        measure server_empty up_check up_ours up_curl
        compare "$way ms, $narrow_rate MiB/s: $big_mib MiB up" "${median[up_ours]}" "curl alone" "${median[up_curl]}"
        server_empty
        cp "$work/big.bin" "$stored/big.bin"
        measure out_empty down_check down_ours down_curl
        compare "$way ms, $narrow_rate MiB/s: $big_mib MiB down" "${median[down_ours]}" "curl alone" "${median[down_curl]}"
        stop_way
    done
}

# Downloads that GitLab redirects to another server.
measure_storage() {
    local server=$url server_api=$api url=$direct_url api=$direct_url/api/v4/projects/1/packages/generic/bench/1
    server_empty
    cp "$work/big.bin" "$stored/big.bin"
    measure out_empty down_check down_ours down_curl down_curl_sum
    compare "redirected: $big_mib MiB down" "${median[down_ours]}" "curl + sha256sum" "${median[down_curl_sum]}" 0.50
    compare "" "${median[down_ours]}" "curl alone" "${median[down_curl]}"
    server_empty
    cp "$work"/small/* "$stored"
    make_curl_configurations
    measure out_empty small_down_check small_down_ours small_down_loop small_down_parallel
    compare "redirected: $files x 10 KiB down" "${median[small_down_ours]}" "curl, one after another" "${median[small_down_loop]}" 0.20
    compare "" "${median[small_down_ours]}" "curl --parallel" "${median[small_down_parallel]}"
    # For the parts that follow.
    url=$server api=$server_api
    make_curl_configurations
}

limited() {
    GITLAB_TOKEN=glpat-stand-in java -jar "$JAR" "$@" --gitlab-url="$GITLAB_URL" --project-id=42 \
        --package-name=bench --package-version=1 --quiet
}
# From the start of a minute of the clock on, since a GitLab counts by them: full minutes, and then the rest at once.
limited_row() {
    local start minute
    minute=$(date +%M)
    while [ "$(date +%M)" = "$minute" ]; do sleep 0.1; done
    start=$(now)
    limited "${@:2}" >"$work/output.txt" 2>&1 || fail "$1 failed: $(cat "$work/output.txt")"
    compare "$1" $((($(now) - start) / 1000000)) "the limit itself" $((files / request_limit * 60000)) 1.10
}
# The registry is the stand-in, since nginx's limits are none of a GitLab's.
measure_limit() {
    start_registry --project 42=group/app --requests-per-minute "$request_limit"
    limited_row "$request_limit a minute: $files x 10 KiB up" upload --dir "$work/small" '--includes=**'
    out_empty
    limited_row "$request_limit a minute: $files x 10 KiB down" download --dir "$work/out"
    small_down_check
    stop_registry
}

has_size() { [ "$(stat -c %s "$1" 2>/dev/null || echo none)" = $((memory_mib * 1048576)) ]; }
memory_row() {
    local ok=NO
    ! has_size "$2" || ok=yes
    row "$1 $memory_mib MiB, -Xmx64m" "$(mib "$peak_kib")" "resident at most" "" "" "works" "$ok"
}
measure_memory() {
    local java_options=-Xmx64m
    server_empty
    out_empty
    make_sparse
    peak exec_ours upload --if-exists ADD --file "$work/sparse/sparse.bin"
    memory_row upload "$stored/sparse.bin"
    server_empty
    mv "$work/sparse/sparse.bin" "$stored/sparse.bin"
    peak exec_ours download --file "$work/out/sparse.bin"
    memory_row download "$work/out/sparse.bin"
    server_empty
    out_empty
}
