#!/bin/sh
# Looks the locked packages up among known vulnerabilities; where nobody answers, one line says so.
set -eu
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if .venv/bin/pip-audit --requirement requirements/run.txt --require-hashes --disable-pip \
    --progress-spinner off --timeout 10 >"$said" 2>&1; then
    if grep -q 'could not be audited' "$said"; then
        echo "Vulnerabilities could not be looked up here for $(grep -c 'could not be audited' "$said") packages."
    else
        echo "No known vulnerability in the locked packages."
    fi
elif grep -q '^Found [0-9]* known vulnerabilit' "$said"; then
    cat "$said"
    exit 1
else
    echo "Vulnerabilities could not be looked up here: $(tail -n 1 "$said" | cut -c 1-120)"
fi
