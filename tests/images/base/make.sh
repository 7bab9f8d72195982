#!/bin/bash
# make.sh SUITE: writes a small Debian of that suite, with the packages that SUITE.conf names, as a tar archive to
# standard output. Packages come from wherever this machine's own apt is configured to look. Needs root and mmdebstrap.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
suite=$1
HOOKS=
# shellcheck source=/dev/null
. "$here/$suite.conf"

# shellcheck source=/dev/null
release=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME" || true)
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Identifier: Packages' |
  awk -v release="$release" '$1 == release && $2 == "main" && !found { print $3; found = 1 }')
if [ -z "$mirror" ]; then
  echo "make.sh: this machine's apt is not configured for a Debian release, so it names no Debian mirror" >&2
  exit 1
fi

configuration=$(mktemp)
trap 'rm -f "$configuration"' EXIT
# Proxies and the like. The release file of a frozen mirror may read as expired.
apt-config dump Acquire | grep -E '^Acquire::(https?::|Retries|ForceIPv|Check-Date)' > "$configuration" || true
echo 'Acquire::Check-Valid-Until "false";' >> "$configuration"

set -f # below, * is for dpkg
options=()
for path in '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/info/*' '/usr/share/locale/*' '/usr/share/lintian/*' '/usr/include/*' $EXCLUDED; do
  options+=("--dpkgopt=path-exclude=$path")
done
if [ -n "$HOOKS" ]; then options+=("--hook-dir=$HOOKS"); fi

mmdebstrap --quiet --variant=essential --include="$PACKAGES" --aptopt="$configuration" "${options[@]}" \
  --customize-hook="'$here/finish.sh' \"\$1\"" "$suite" - "deb $mirror $suite main"
