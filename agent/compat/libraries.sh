#!/usr/bin/env bash
# libraries.sh [JAVA…]: sends through every released version of the mail libraries that Maven Central has, with and without
# the packaged agent (mvn package first), on each of these JVMs, which verify the changed classes; what becomes of each
# mail, and what the server is told, must be the same, and the agent must see the same replies everywhere.
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn=${MVN:-mvn}
jar=$PWD/agent/target/replywise-agent.jar
[ -e "$jar" ] || { echo "no $jar: run mvn package first" >&2; exit 2; }
work=$PWD/agent/compat/target/libraries
mkdir -p "$work/classes"
fetch() { # fetch GROUP ARTEFACT VERSION
  [ -e "$work/$2-$3.jar" ] || "$mvn" -B -q -N dependency:copy -Dartifact="$1:$2:$3" -DoutputDirectory="$work" \
    >/dev/null 2>&1 || echo "$2 $3 cannot be had" >&2
}
fetch javax.activation activation 1.1.1
fetch jakarta.activation jakarta.activation-api 2.1.4
fetch org.eclipse.angus angus-activation 2.0.3
fetch com.sun.activation jakarta.activation 2.0.1
old="$work/activation-1.1.1.jar"
new="$work/jakarta.activation-api-2.1.4.jar:$work/angus-activation-2.0.3.jar"
middle="$work/jakarta.activation-2.0.1.jar"
[ -e "$work/jakarta.mail-api-2.1.5.jar" ] || fetch jakarta.mail jakarta.mail-api 2.1.5
list=""
for v in 1.4 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.6 1.4.7; do fetch javax.mail mail $v; list="$list mail-$v=$old"; done
for v in 1.4.4 1.4.5 1.4.6 1.4.7 1.5.0 1.5.1 1.5.2 1.5.3 1.5.4 1.5.5 1.5.6 1.6.0 1.6.1 1.6.2; do
  fetch com.sun.mail javax.mail $v; list="$list javax.mail-$v=$old"
done
for v in 1.6.3 1.6.4 1.6.5 1.6.6 1.6.7 1.6.8; do fetch com.sun.mail jakarta.mail $v; list="$list jakarta.mail-$v=$old"; done
for v in 2.0.0 2.0.1 2.0.2; do fetch com.sun.mail jakarta.mail $v; list="$list jakarta.mail-$v=$middle"; done
for v in 1.0.0 1.1.0 2.0.0 2.0.1 2.0.2 2.0.3 2.0.4 2.0.5; do
  fetch org.eclipse.angus angus-mail $v; list="$list angus-mail-$v=$new:$work/jakarta.mail-api-2.1.5.jar"
done
javac --release 8 -nowarn -d "$work/classes" agent/compat/EveryLibrary.java 2>/dev/null
[ $# -gt 0 ] || set -- java
status=0
for java in "$@"; do
  good=0 bad=0 seen=""
  for entry in $list; do
    name=${entry%%=*}
    [ -e "$work/$name.jar" ] || continue
    cp="$work/classes:$work/$name.jar:${entry#*=}"
    out="$work/$name"
    "$java" -cp "$cp" EveryLibrary >"$out.without" 2>"$out.without.err" || true
    "$java" -javaagent:"$jar"=log=json,log.threshold=debug,metrics=off -cp "$cp" EveryLibrary \
      >"$out.with" 2>"$out.with.err" || true
    replies=$(grep -o '"smtp.command":"[A-Z_]*","smtp.response.status_code":[0-9]*' "$out.with.err" | tr -d '\n' | cksum || true)
    events=$(grep -c '"event.name":"smtp.client.reply"' "$out.with.err" || true)
    other=$(grep -vc '^{' "$out.with.err" || true)
    if [ -s "$out.without" ] && cmp -s "$out.without" "$out.with" && [ "$events" -ge 20 ] && [ "$other" = 0 ]; then
      good=$((good + 1)); seen="$seen$replies\n"
    else
      bad=$((bad + 1)); status=1
      echo "$name: FAILED, $events replies seen, $other other lines; see $out.with and $out.with.err"
    fi
  done
  printf '%s: %s versions as without the agent, %s not; %s kinds of dialogues seen\n' \
    "$("$java" -version 2>&1 | grep -v '^Picked up' | head -1)" "$good" "$bad" "$(printf "$seen" | sort -u | wc -l)"
done
exit $status
