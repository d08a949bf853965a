#!/bin/sh
# Finds a Chrome or Chromium for the browser tests, or installs Debian's where it may.
set -eu
for name in ${FOURWAYS_BROWSER:-} chromium chromium-browser google-chrome-stable google-chrome chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
for app in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -x "$app" ]; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's chromium for the browser tests (once) ..."
    apt-get update -qq >/dev/null 2>&1 || true
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1; then exit 0; fi
fi
echo "Chrome or Chromium is missing for the browser tests. On Debian: apt-get install chromium" >&2
exit 1
