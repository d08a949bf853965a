#!/bin/sh
# Finds Python 3.11 to 3.13, makes .venv and installs the locked packages: `run` or `dev`.
set -eu
cd "$(dirname "$0")/.."
want=$1
venv=.venv

find_python() {
    for name in ${FOURWAYS_PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is missing. On Debian: apt-get install python3 python3-venv" >&2
    exit 1
}

if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    echo "Setting up with $("$python" --version) in $venv (once) ..."
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2
        exit 1
    fi
fi
# A mirror that a machine is set up with may add notes to every call; they are not our news.
install() { "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile "$@"; }
install --require-hashes --only-binary :all: -r "requirements/$want.txt"
install --no-deps --no-build-isolation -e .
# On all cores; some packages hold files for other Pythons, which cannot be compiled and need not be.
"$venv/bin/python" -m compileall -q -j 0 "$venv/lib" >/dev/null 2>&1 || true
touch "$venv/.run"
if [ "$want" = dev ]; then touch "$venv/.test"; fi
