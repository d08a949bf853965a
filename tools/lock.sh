#!/bin/sh
# Renews requirements/*.txt from pyproject.toml: hashed, for every platform, naming no host or folder.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate \
        --python-version 3.11 --custom-compile-command 'make lock' "$@"
}
compile pyproject.toml requirements/build.in --output-file requirements/run.txt
compile pyproject.toml requirements/build.in --extra test --extra check --extra postgres --extra metrics --output-file requirements/dev.txt
