# Sourced by bin/bench: nginx as GitLab, over http and https, and the files that are transferred. Sets url and api,
# direct_url of a GitLab whose downloads come from another server, and where there is an openssl tls_url[VERSION] and
# certificate. Uploads are WebDAV's; the lists, and what is answered to an
# upload, are files.

stored=
direct_url=
storage_url=
nginx_pid=
# What a new package gets.
fresh_id=1000000
certificate=
declare -A tls_url

free_port() {
    local port
    for port in $(shuf -i 20000-32000 -n 50); do
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    fail "no free port"
}

make_certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
        -keyout "$work/key.pem" -out "$work/certificate.pem" 2>"$work/openssl.txt" || fail "$(cat "$work/openssl.txt")"
    certificate=$work/certificate.pem
}

# server_block LISTEN [SETTING...]
server_block() {
    printf 'server { listen 127.0.0.1:%s; ' "$1"
    shift
    [ $# = 0 ] || printf '%s; ' "$@"
    printf 'include %s; }\n' "$work/locations.conf"
}

# tls_block VERSION: on a port of its own
tls_block() {
    local tls_port=${tls_url[$1]##*:}
    server_block "$tls_port ssl" "ssl_protocols TLSv$1" "ssl_certificate $certificate" "ssl_certificate_key $work/key.pem"
}

write_configuration() {
    cat >"$work/locations.conf" <<END
root $work/server;
# nginx cannot give its answer to a PUT a body. So a copy of the request stores the file, and what was asked is refused,
# which can have any answer.
location /api/v4/projects/1/packages/generic/ {
    client_body_in_file_only on;
    mirror /store;
    error_page 405 =201 /answers\$uri;
    add_header X-Checksum-SHA256 \$sha256;
    if (\$from_storage) { return 302 $storage_url\$request_uri?X-Amz-Signature=0; }
}
location = /store {
    internal;
    dav_methods PUT;
    create_full_put_path on;
    alias $work/server\$request_path;
}
location ~ ^/answers/.*/(?<file>[^/]*)\$ { internal; rewrite ^ /told/answers/\$file.json break; }
# As of GitLab's, the new package of an upload is listed from its first file on. The others always are.
location = /api/v4/projects/1/packages {
    set \$made \$arg_package_name;
    if (!-d $work/server/api/v4/projects/1/packages/generic/\$made/\$arg_package_version) { set \$made ''; }
    if (\$made = fresh) { return 200 '[{"id":$fresh_id,"name":"fresh","version":"\$arg_package_version"}]'; }
    rewrite ^ /told/packages.json break;
}
location = /api/v4/projects/1/packages/$fresh_id/package_files { return 200 '[]'; }
location ~ ^/api/v4/projects/1/packages/(?<package>[0-9]+)/package_files\$ {
    add_header X-Total \$total;
    add_header X-Total-Pages \$pages;
    add_header X-Next-Page \$next_page;
    rewrite ^ /told/\$package-\$arg_page.json break;
}
END
    {
        [ "$(id -u)" != 0 ] || echo "user root;"
        cat <<END
worker_processes 1;
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    client_max_body_size 0;
    client_body_temp_path $work/temp;
    proxy_temp_path $work/temp;
    fastcgi_temp_path $work/temp;
    uwsgi_temp_path $work/temp;
    scgi_temp_path $work/temp;
    keepalive_requests 100000;
    map_hash_bucket_size 128;
    # As GitLab does, the server tells the digest of the large file. The small ones have theirs in the list.
    map \$uri \$sha256 { ~/big.bin\$ $(cut -d ' ' -f 1 "$work/big.sha256"); }
    map \$request_uri \$request_path { ~^(?<path>[^?]*) \$path; }
    map \$package \$total { include $work/total.map; }
    map \$package \$pages { include $work/pages.map; }
    map \$package-\$arg_page \$next_page { include $work/next-page.map; }
    map "\$server_port \$request_method" \$from_storage { "${direct_url##*:} GET" 1; }
END
        server_block "${url##*:}"
        server_block "${direct_url##*:}"
        server_block "${storage_url##*:}"
        [ -z "$certificate" ] || for version in "${!tls_url[@]}"; do tls_block "$version"; done
        echo "}"
    } >"$work/nginx.conf"
}

start_nginx() {
    url=http://127.0.0.1:$(free_port)
    direct_url=http://127.0.0.1:$(free_port)
    storage_url=http://127.0.0.1:$(free_port)
    api=$url/api/v4/projects/1/packages/generic/bench/1
    stored=$work/server/api/v4/projects/1/packages/generic/bench/1
    mkdir -p "$work/temp" "$stored"
    if command -v openssl >/dev/null; then
        make_certificate
        tls_url[1.2]=https://127.0.0.1:$(free_port)
        tls_url[1.3]=https://127.0.0.1:$(free_port)
    fi
    write_configuration
    nginx -p "$work" -c "$work/nginx.conf" &
    nginx_pid=$!
    await "$nginx_pid" "$work/error.log" curl -s --noproxy '*' -o /dev/null "$url/"
}

# make_list ID NAME: what GitLab would answer about a package, 100 files a page, of lines of described. It tells how many
# there are up to 10,000, and the page after the last is an empty text, which nginx would not send.
make_list() {
    printf '%s{"id":%d,"name":"%s","version":"1","created_at":"2026-01-01T00:00:00Z"}' \
        "$([ -s "$work/packages" ] && echo ,)" "$1" "$2" >>"$work/packages"
    echo "[$(cat "$work/packages")]" >"$work/server/told/packages.json"
    in_json "$1" '
        NR % 100 == 1 { page++ }
        { write(id "-" page, NR % 100 == 1 ? "[" : ",\n") }
        NR % 100 == 0 { end(id "-" page, "]") }
        END {
            if (NR % 100) end(id "-" page, "]")
            end(id "-" page + 1, "[]")
            if (NR > 10000) exit
            print id, NR ";" >> (work "/total.map")
            print id, page ";" >> (work "/pages.map")
            for (i = 1; i <= page; i++) print id "-" i, (i < page ? i + 1 : "\" \"") ";" >> (work "/next-page.map")
        }'
    [ -z "$nginx_pid" ] || kill -HUP "$nginx_pid"
}

# What will be answered to the upload of each file, of lines of described.
make_answers() { in_json "$fresh_id" '{ write("answers/" $3, ""); end("answers/" $3, "") }'; }

# in_json PACKAGE_ID PROGRAM: awk, with write and end for a file of JSON. Of an MD5, GitLab tells nothing.
in_json() {
    mkdir -p "$work/server/told/answers"
    # shellcheck disable=SC2016
    awk -v work="$work" -v root="$work/server/told/" -v id="$1" '
        function write(name, before) {
            printf "%s{\"id\":%d,\"package_id\":%d,\"file_name\":\"%s\",\"size\":%s,", before, NR, id, $3, $2 \
                > (root name ".json")
            printf "\"file_md5\":null,\"file_sha1\":null,\"file_sha256\":\"%s\"}", $1 > (root name ".json")
        }
        function end(name, last) {
            print last > (root name ".json")
            close(root name ".json")
        }'"$2"
}

# described FOLDER: "SHA256 BYTES NAME" of each file in it
described() {
    (cd "$1" && find . -type f -printf '%f\n' | sort >"$work/names" &&
        paste -d ' ' <(xargs -d '\n' sha256sum -- <"$work/names" | cut -d ' ' -f 1) \
            <(xargs -d '\n' stat -L -c %s <"$work/names") "$work/names")
}

# make_small NAME COUNT BYTES: files in a folder of that name, and with that in their names
make_small() {
    mkdir -p "$work/$1"
    head -c $(($2 * $3)) /dev/urandom | split -a 5 -d -b "$3" - "$work/$1/$1-"
    described "$work/$1" | make_answers
}

make_one() {
    mkdir -p "$work/one"
    head -c 10240 /dev/urandom >"$work/one/one.bin"
    described "$work/one" | make_answers
}

# One file that is all hole.
make_sparse() {
    mkdir -p "$work/sparse"
    truncate -s "${memory_mib}M" "$work/sparse/sparse.bin"
    [ ! -f "$work/sparse.txt" ] || return 0
    described "$work/sparse" >"$work/sparse.txt"
    make_answers <"$work/sparse.txt"
    make_list 2 sparse <"$work/sparse.txt"
}

make_big() {
    mkdir -p "$work/big"
    head -c $((big_mib * 1048576)) /dev/urandom >"$work/big.bin"
    (cd "$work" && sha256sum big.bin >big.sha256)
    ln "$work/big.bin" "$work/big/big.bin"
    described "$work/big" | make_answers
}

make_curl_configurations() {
    local file
    rm -f "$work"/*.curl
    for file in "$work"/small/*; do
        printf 'upload-file = "%s"\noutput = /dev/null\nurl = "%s/"\n' "$file" "$api" >>"$work/upload.curl"
        printf 'output = "%s"\nurl = "%s"\n' "$work/out/${file##*/}" "$api/${file##*/}" >>"$work/download.curl"
    done
}

# start_way MILLIS ADDRESS [RATE]: a way so long to a server on this machine, on which a connection takes so many MiB a
# second; sets url to its other end
way_pid=
start_way() {
    local port
    port=$(free_port)
    java bin/lib/bench/Way.java "$port" "${2##*:}" "$1" "${3:-0}" &
    way_pid=$!
    url=http://127.0.0.1:$port
    await "$way_pid" /dev/null curl -s --noproxy '*' -o /dev/null "$url/"
}
stop_way() {
    if [ -n "$way_pid" ]; then
        kill "$way_pid" 2>/dev/null || true
        wait "$way_pid" 2>/dev/null || true
        way_pid=
    fi
}

# far ROWS: some of the small files as a package of their own, so that nothing else is listed; calls ROWS with the length
# of each way. To it, work is the folder of these files.
far() {
    local server=$url far=$work/far millis url api package=far stored=$stored/../../far/1
    if [ ! -d "$far" ]; then
        mkdir -p "$far/small"
        find "$work/small" -type f | sort | head -n "$far_files" | xargs -d '\n' ln -t "$far/small"
        ln -s ../server "$far/server"
        described "$far/small" | make_list 3 far
    fi
    local work=$far
    for millis in 30 100; do
        start_way "$millis" "$server"
        api=$url/api/v4/projects/1/packages/generic/$package/1
        make_curl_configurations
        "$1" "$millis"
        stop_way
    done
}

server_empty() { rm -rf "$stored" && mkdir -p "$stored"; }
out_empty() { rm -rf "$work/out" && mkdir -p "$work/out"; }
