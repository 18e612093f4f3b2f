#!/usr/bin/env bash
# run.sh [classify|process|day] [ROUNDS] [MESSAGES]: builds, then measures classification by JMH and the agent by whole
# processes in turn. Quote ratios from one run; absolute figures are this machine's. "day" alone counts what a day of a
# million mails writes, for docs/fleet.md; its lines and bytes are the same on every machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=${1:-all} rounds=${2:-11} messages=${3:-2000}
mvn -q -B -pl agent/benchmarks,agent -am package -DskipTests
here=agent/benchmarks/target
path="$here/classes:$here/lib/*"
if [ "$what" = day ]; then
  exec java -cp "$path" dev.replywise.benchmarks.DayOfMails agent/target/replywise-agent.jar "$here/day"
fi
if [ "$what" != process ]; then
  java -cp "$path" org.openjdk.jmh.Main -f 1 -wi 3 -i 5 -w 1 -r 1 dev.replywise.benchmarks
fi
if [ "$what" != classify ]; then
  printf 'Premain-Class: dev.replywise.benchmarks.EmptyAgent\n' >"$here/manifest"
  jar cfm "$here/empty-agent.jar" "$here/manifest" -C "$here/classes" dev/replywise/benchmarks/EmptyAgent.class
  java -cp "$path" dev.replywise.benchmarks.WholeProcess "$here/empty-agent.jar" agent/target/replywise-agent.jar "$rounds" "$messages"
fi
