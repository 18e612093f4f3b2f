#!/usr/bin/env bash
# run.sh [VERSION…]: runs the end-to-end tests with the application and the agent on other JDKs (default: 8 11 17 25).
# The build itself stays on the JDK that runs Maven. A JDK that stands under /usr/lib/jvm is used as it is; others are
# unpacked from Debian under agent/compat/target (root, debootstrap). Prints a line a version; exit 1 if one fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(8 11 17 25)
mkdir -p agent/compat/target
status=0
for version in "${versions[@]}"; do
  java=$(ls -d /usr/lib/jvm/*-"$version"-*/bin/java 2>/dev/null | head -1 || true)
  if [ -z "$java" ]; then
    command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }
    java=$(agent/compat/jdk.sh "$version" agent/compat/target)
  fi
  tests=DialoguesIT,PostfixIT
  # The applications of the other two bring a Logback that needs a newer JDK.
  [ "$version" -lt 17 ] || tests=$tests,FailuresIT,LoggingLoopIT
  log=agent/compat/target/run-$version.log
  if mvn -B -ntp verify -pl demo -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test="$tests" -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dreplywise.java="$java" >"$log" 2>&1; then verdict=ok; else verdict=FAILED status=1; fi
  count=$(grep -E '^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" | tail -1 | sed 's/^\[[A-Z]*\] //')
  printf 'JDK %-3s %-6s %s\n         %s, log: %s\n' "$version" "$verdict" "$("$java" -version 2>&1 | grep -v '^Picked up' | sed -n 1p)" "${count:-no tests were run}" "$log"
done
exit $status
