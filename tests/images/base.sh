#!/bin/bash
# base.sh NAME: writes the file system of an image's base, as a tar archive, to standard output.
# Packages come from wherever this machine's own apt and npm are configured to look. Needs root and mmdebstrap.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
name=$1
EXCLUDED=
# shellcheck source=/dev/null
. "$here/$name/base.conf"
export NPM_PACKAGE=${NPM_PACKAGE:-}

# shellcheck source=/dev/null
release=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME" || true)
mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Identifier: Packages' |
  awk -v release="$release" '$1 == release && $2 == "main" && !found { print $3; found = 1 }')
if [ -z "$mirror" ]; then
  echo "base.sh: this machine's apt is not configured for a Debian release, so it names no Debian mirror" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Proxies and the like. The release file of a frozen mirror may read as expired.
apt-config dump Acquire | grep -E '^Acquire::(https?::|Retries|ForceIPv|Check-Date)' > "$work/apt.conf" || true
echo 'Acquire::Check-Valid-Until "false";' >> "$work/apt.conf"

options=()
for path in '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/info/*' '/usr/share/locale/*' '/usr/share/lintian/*' '/usr/include/*' $EXCLUDED; do
  options+=("--dpkgopt=path-exclude=$path")
done
if [ -e "$here/$name/customise.sh" ]; then options+=("--customize-hook=$here/$name/customise.sh \"\$1\""); fi

set -f
TMPDIR=${TMPDIR:-/tmp} mmdebstrap --quiet --variant=essential --include="$PACKAGES" --hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr \
  --aptopt="$work/apt.conf" "${options[@]}" \
  --customize-hook="$here/finish-base.sh \"\$1\"" "$SUITE" - "deb $mirror $SUITE main"
