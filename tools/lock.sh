#!/bin/sh
# Renews requirements/*.txt from pyproject.toml: hashed, for every platform, naming no host or folder.
# Extras stay in the names: a pip with a constraints file of its own finds no hash for them otherwise.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-strip-extras \
        --python-version 3.11 --custom-compile-command 'make lock' "$@"
}
compile pyproject.toml requirements/build.in --output-file requirements/run.txt
compile pyproject.toml requirements/build.in --extra test --extra check --extra postgres --extra metrics --extra xlsx --output-file requirements/dev.txt
