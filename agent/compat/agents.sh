#!/usr/bin/env bash
# agents.sh: sends mail with this agent beside others, in both orders on the command line, and prints a table:
# Elastic APM, Datadog, New Relic, Glowroot and jmx_exporter, as Maven Central has them (versions: root pom.xml).
# They are told to talk to nobody. What they and the application printed is under demo/target/e2e/neighbours.
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn=${MVN:-mvn}
folder=$PWD/agent/compat/target/agents
mkdir -p "$folder"
version() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" pom.xml; }
fetch() { # fetch GROUP ARTEFACT VERSION
  [ -e "$folder/$2.jar" ] || "$mvn" -B -q -N dependency:copy -Dartifact="$1:$2:$3" -DoutputDirectory="$folder" \
    -Dmdep.stripVersion=true
}
fetch io.prometheus.jmx jmx_prometheus_javaagent "$(version jmx-exporter.version)"
fetch co.elastic.apm elastic-apm-agent "$(version elastic-agent.version)"
fetch com.datadoghq dd-java-agent "$(version datadog-agent.version)"
fetch com.newrelic.agent.java newrelic-agent "$(version newrelic-agent.version)"
fetch org.glowroot glowroot-agent "$(version glowroot-agent.version)"
status=0
"$mvn" -B -q verify -pl src,agent,demo -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=NeighboursIT -Dfailsafe.failIfNoSpecifiedTests=false -Dreplywise.neighbours="$folder" \
  >agent/compat/target/agents.log 2>&1 || status=1
printf '| agent | order | events of the refusal | beans | exit status | lines of ours |\n|---|---|---|---|---|---|\n'
cat demo/target/e2e/neighbours.md
[ $status = 0 ] || echo "some failed, see agent/compat/target/agents.log" >&2
exit $status
