#!/usr/bin/env bash
# Unpacks the newest percona-toolkit of Debian's archive into a folder: that of a stable release knows no statements of MySQL 9.
#   percona-toolkit.sh <folder>
set -euo pipefail

folder=$1
[ -x "$folder/usr/bin/pt-table-checksum" ] && exit
mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -1 || true)
if [ -z "$mirror" ]; then
  echo "percona-toolkit.sh: this machine's apt is not configured for a Debian release, so it names no Debian mirror" >&2
  exit 1
fi
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror sid main" >"$folder/sources.list"
options=(-q -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache" -o Dir::Etc::sourcelist="$folder/sources.list"
  -o Dir::Etc::sourceparts=- -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -o APT::Sandbox::User=root
  -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
apt-get "${options[@]}" update
cd "$folder"
apt-get "${options[@]}" download percona-toolkit
dpkg-deb --extract percona-toolkit_*.deb "$folder"
rm -rf percona-toolkit_*.deb lists cache
