#!/bin/sh
# Installs what system.txt lists and the machine does not have; says what to install where it may not.
set -eu
missing=
for package in $(grep -v '^#' "$(dirname "$0")/system.txt"); do
	dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
	echo "The tests need Tesseract, LibreOffice and Chromium: install them, then 'touch .venv/.system'" >&2
	exit 1
fi
if [ "$(id -u)" -eq 0 ]; then as_root=; else as_root=sudo; fi
echo "installing$missing"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
