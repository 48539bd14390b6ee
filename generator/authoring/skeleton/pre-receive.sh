#!/bin/bash
# Written by `enquiry hooks`. Refuses a push that the check of a proposal on a forge would refuse.
set -e
unset GIT_DIR GIT_QUARANTINE_PATH
while read -r before after branch; do
    [ "$branch" = refs/heads/main ] || { echo "Only the branch main is kept here."; exit 1; }
    pushed=$(mktemp --directory)
    trap 'rm -rf "$pushed"' EXIT
    git init --quiet "$pushed"
    cd "$pushed"
    git checkout --quiet --detach "$after"
    name=${ENQUIRY_AS:?No name stands before this key}
    check=($enquiry check --as "$name" --since "$before" --push)
    "${check[@]}" --only-guard
    [ "${GIT_PUSH_OPTION_0:-}" != anyway ] || continue
    "${check[@]}" --cache $checked && continue
    echo "If something has to go at once, whatever else is wrong: git push --push-option anyway"
    exit 1
done
