#!/bin/sh
# Runs the tests on every supported Python that this machine has, each in an environment of its own.
set -eu
cd "$(dirname "$0")/.."
sh tools/browser.sh
ran=0
for version in 3.11 3.12 3.13; do
    python=python$version
    if ! command -v "$python" >/dev/null 2>&1 || ! "$python" -c pass 2>/dev/null; then
        echo "Python $version: not on this machine, left out."
        continue
    fi
    venv=.venv-$version
    echo "Python $version"
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/dev.txt
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    "$venv/bin/python" -m pytest ${ARGS:-}
    ran=$((ran + 1))
done
[ "$ran" -gt 0 ] || { echo "None of Python 3.11 to 3.13 was found." >&2; exit 1; }
