#!/bin/sh
# Builds what is tracked in two folders of different names, and compares the programs.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in one another/place; do
    mkdir -p "$work/$place"
    git ls-files -z | xargs -0 cp --parents -t "$work/$place"
    make -s -C "$work/$place" all >/dev/null
done
cmp "$work/one/build/limbeck" "$work/another/place/build/limbeck"
sha256sum "$work/one/build/limbeck" | sed 's/ .*/  both times/'
