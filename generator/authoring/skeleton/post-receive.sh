#!/bin/bash
# Written by `enquiry hooks`. Builds the network and shows all editions of it: after each push, and once a day.
set -e
umask 022
# What is wrong with a push was told before it was taken, unless it had to go at once.
told=()
[ -z "${GIT_DIR:-}" ] || [ "${GIT_PUSH_OPTION_0:-}" = anyway ] || told=(--quiet)
unset GIT_DIR GIT_QUARANTINE_PATH
cd $network
exec 9> $lock
flock 9
git fetch --quiet
git reset --quiet --hard origin/main
if grep -q '^editor:' content/network.yaml; then $enquiry editor || true; fi
status=0
$enquiry build --keep-going "${told[@]}" || status=$?
[ "$status" -le 1 ]
$enquiry publish $target --edition public --edition cohort --edition facilitators || status=$?
exit "$status"
