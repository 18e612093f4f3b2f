#!/usr/bin/env bash
# jdk.sh VERSION DIR: unpacks a headless OpenJDK VERSION (8, 11, 21, 25 or 26) from Debian under DIR and prints the path
# of a `java` launcher for it. Needs root, debootstrap and about a minute; a second call reuses what is there.
#
# The JDK runs in the Debian release it was built for, by chroot in a mount namespace of its own; the trees
# of the working folder, of the folder this was called in, /tmp and the home folder are visible in it, and loopback is shared.
set -euo pipefail
version=$1 dir=$2
case $version in
  8 | 26) suite=sid ;;
  11) suite=bullseye ;;
  21 | 25) suite=trixie ;;
  *) echo "jdk.sh: no Debian release known for OpenJDK $version" >&2; exit 2 ;;
esac
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
root=$dir/root-$version launcher=$dir/java-$version
if [ ! -x "$launcher" ]; then
  mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '$1 == "deb" {for (i = 2; i <= NF; i++) if ($i ~ /^http/) {print $i; exit}}' /etc/apt/sources.list)
  rm -rf "$root"
  debootstrap --variant=minbase --include="openjdk-$version-jre-headless" "$suite" "$root" "$mirror" >"$dir/root-$version.log" 2>&1 ||
    { tail -3 "$dir/root-$version.log" >&2; exit 1; }
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  cat >"$launcher" <<LAUNCHER
#!/usr/bin/env bash
exec unshare --mount --propagation private bash -c '
  root=\$1 here=\$2 project=\$3; shift 3
  for visible in "/\$(cut -d/ -f2 <<<"\$here")" "/\$(cut -d/ -f2 <<<"\$project")" /tmp "\$HOME"; do
    [ -d "\$visible" ] && ! mountpoint -q "\$root\$visible" || continue
    mkdir -p "\$root\$visible"; mount --rbind "\$visible" "\$root\$visible"
  done
  mount --bind /proc "\$root/proc"; mount --rbind /dev "\$root/dev"
  exec chroot "\$root" /usr/bin/env -C "\$here" java "\$@"' _ "$root" "\$PWD" "$PWD" "\$@"
LAUNCHER
  chmod +x "$launcher"
fi
echo "$launcher"
