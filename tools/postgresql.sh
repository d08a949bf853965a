#!/bin/sh
# Finds PostgreSQL and strace for the tests, or installs Debian's where it may; never insists.
# CI_REQUIRE_PG=1 makes the tests themselves insist on PostgreSQL.
set -eu
missing=
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing=postgresql
command -v strace >/dev/null 2>&1 || missing="$missing strace"
if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's $missing for the tests (once) ..."
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq >/dev/null 2>&1 || true
    # shellcheck disable=SC2086 - two names, or one
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || true
fi
