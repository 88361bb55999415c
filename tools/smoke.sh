#!/usr/bin/env bash
# Install Sayso as a person would (the lock alone, no extras, not editable) into a venv of its own,
# outside the repository, and see that the command starts, reads, and fails as it should.
# In: a Python 3.11. Out: exit code 1 at the first thing that is not so.
set -euo pipefail
python=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "smoke: $*" >&2; exit 1; }
expect() { # expected exit code, words that standard error must hold (or -), command...
  local code=$1 words=$2 got=0
  shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
  [ "$got" = "$code" ] || { cat "$work/err" >&2; fail "'${*##*/}' ended with $got, not $code"; }
  [ "$words" = - ] || grep -qi -e "$words" "$work/err" || fail "'${*##*/}' does not say '$words'"
  ! grep -q Traceback "$work/err" || fail "'${*##*/}' printed a traceback"
}

"$python" -m venv "$work/venv"
site=$("$work/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
bare=$(du -sm "$site" | cut -f1) # what every virtual environment has: pip, setuptools
pip="$work/venv/bin/python -m pip --disable-pip-version-check --no-input -qq"
$pip install --no-compile --no-deps --require-hashes -r "$root/requirements.lock"
$pip install --no-compile --no-deps --no-build-isolation --no-index "$root"
$pip check
sayso=$work/venv/bin/sayso

size=$(($(du -sm "$site" | cut -f1) - bare))
echo "smoke: the default set takes $size MB beside the $bare MB of a bare environment"
[ "$size" -le 500 ] || fail "the default set is larger than 500 MB"
[ ! -e "$site/torch" ] || fail "torch is in the default set"

cd "$work"
expect 0 - "$sayso" --help
started=$(date +%s%N)
expect 0 - "$sayso" --help
echo "smoke: sayso --help takes $(( ($(date +%s%N) - started) / 1000000 )) ms"
started=$(date +%s%N)
expect 0 - "$sayso" read "$root/examples/aleppo-2016" --format jsonl
echo "smoke: reading the examples takes $(( ($(date +%s%N) - started) / 1000000 )) ms, $(wc -l <out) claims"
[ -s out ] || fail "no claims in the examples"
expect 1 nosuch "$sayso" read nosuch.txt
expect 2 - "$sayso" nosuchcommand
echo "smoke: all as it should be"
