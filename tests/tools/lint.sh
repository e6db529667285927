#!/bin/sh
# clang-tidy over the sources named, as many at once as there are processors; its findings, and how long it took.
#   FLAGS="..." lint.sh SOURCE...
# The analyzer is given a twelfth of its usual steps for a function, to bound its time.
set -u

cd "$(dirname "$0")/../.." || exit 1
began=$(date +%s)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

cat >"$out/one" <<'X'
#!/bin/sh
# analyzer.h names functions by macros, which those that define them cannot have.
grep -qE '^bool (error_set|python_(raise|refuse|fail))\(' "$1" || set -- "$1" --extra-arg=-include --extra-arg=tests/tools/analyzer.h
source=$1
shift
clang-tidy --quiet "$source" "$@" --extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang \
    --extra-arg=max-nodes=20000 -- $FLAGS >"$OUT/$(echo "$source" | tr / _)" 2>/dev/null || echo "$source" >>"$OUT/failed"
X
export FLAGS OUT="$out"
printf '%s\n' "$@" | xargs -P "$(nproc 2>/dev/null || echo 2)" -n 1 sh "$out/one"
[ ! -e "$out/failed" ] || cat "$out"/src_*
echo "clang-tidy: $# files, $(sort -u "$out/failed" 2>/dev/null | grep -c .) with findings, $(($(date +%s) - began)) s"
[ ! -e "$out/failed" ]
