#!/bin/sh
# Finds the programs that some tests start for themselves, or installs Debian's where it may:
# PostgreSQL, strace for power cuts, and the proxies of deploy/. It never insists, starts no service
# and gives up after a while where there is no network; what needs a missing program is left out
# with a line that says so. CI_REQUIRE_PG=1 makes the tests themselves insist on PostgreSQL.
set -u
missing=
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing=postgresql
for program in strace nginx caddy; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || exit 0

apt() {
    limit=$1
    shift
    DEBIAN_FRONTEND=noninteractive timeout "$limit" apt-get -qq -o Acquire::Retries=1 \
        -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15 -o DPkg::Lock::Timeout=30 \
        "$@" >/dev/null 2>&1
}
# Only the fetching is cut short: half an installation would be worse than none.
fetch() {
    # shellcheck disable=SC2086 - several names
    apt 60 install -y -d --no-install-recommends $missing
}
# What asks before a service is started hears no, until everything is in place.
no=/usr/sbin/policy-rc.d
start_nothing() {
    [ -e "$no" ] && return
    printf '#!/bin/sh\nexit 101\n' >"$no" && chmod 755 "$no"
    trap 'rm -f "$no"' EXIT
}
echo "Installing Debian's $missing for the tests (once) ..."
if fetch || { apt 40 update && fetch; }; then
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    start_nothing
    # shellcheck disable=SC2086 - several names
    apt 300 install -y --no-download --no-install-recommends $missing && exit 0
fi
echo "That did not work: what needs $missing is left out, with a line that says so."
