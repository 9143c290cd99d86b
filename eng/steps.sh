# Runs named steps, remembers which failed, and ends with the sum of the tests. Sourced by .ci/run.

failed_steps=()
artifacts="$PWD/artifacts"
rm -rf "$artifacts"
mkdir -p "$artifacts"
export TEST_SUMMARY="$artifacts/test-summary.txt" TEST_FAILURES="$artifacts/test-failures.txt"
: > "$TEST_SUMMARY"
: > "$TEST_FAILURES"

# step NAME COMMAND...: a step that fails does not hide what the later ones would have said.
step() {
  local name="$1" started=$SECONDS
  shift
  echo "== $name"
  if "$@"; then
    echo "== $name: done in $((SECONDS - started)) s"
  else
    echo "== $name: FAILED after $((SECONDS - started)) s"
    failed_steps+=("$name")
  fi
}

# The summary has one line for each test project: NAME PASSED FAILED.
finish() {
  local passed failed status=0
  read -r passed failed < <(awk '{ passed += $2; failed += $3 } END { print passed + 0, failed + 0 }' "$TEST_SUMMARY")
  if [[ -s "$TEST_FAILURES" ]]; then
    echo "== what failed"
    cut -c 1-400 "$TEST_FAILURES" | head -n 200
  fi
  if ((${#failed_steps[@]} > 0)); then
    printf 'failed step: %s\n' "${failed_steps[@]}"
    status=1
  fi
  if ((passed + failed == 0)); then
    echo "no test ran"
    status=1
  fi
  if ((failed > 0)); then
    status=1
  fi
  echo "$passed passed, $failed failed"
  exit "$status"
}
