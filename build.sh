#!/usr/bin/env bash
# Compiles the build program in build/ when something that it is made of has changed, then becomes that program.
# Every argument goes to it unchanged; it runs in this folder. Needs nothing but a .NET SDK (see global.json).
set -u

readonly program=artifacts/bin/Build/release/Build.dll
readonly ahead=artifacts/bin/Build/ahead/Build.dll
readonly stamp=artifacts/build.sh.stamp
readonly lock=artifacts/build.lock
readonly refusal=artifacts/feed-probe.refused
readonly probe_seconds=30
readonly ahead_refusal=artifacts/compile-ahead.refused
readonly ahead_seconds=120

main() {
  go_to_the_root
  find_home
  find_dotnet
  list_inputs
  take_fingerprint
  up_to_date || compile
  # The runtime writes little code into memory; guarding that takes a tenth of a short run. The program does not hand it on.
  export DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"
  [ -f "$ahead" ] && exec "$dotnet" "$ahead" "$@"
  exec "$dotnet" "$program" "$@"
}

fail() {
  printf 'build.sh: %s\n' "$@" >&2
  exit 1
}

go_to_the_root() {
  local folder=${BASH_SOURCE[0]%/*}
  [ "$folder" = "${BASH_SOURCE[0]}" ] && folder=.
  CDPATH='' cd -- "$folder" || exit 1
}

# The dotnet command and NuGet keep files in the home folder, and stop where there is none.
find_home() {
  [ -n "${HOME:-}" ] && return
  unset HOME
  HOME=~
  if [ "$HOME" = / ] || [ ! -w "$HOME" ]; then
    HOME=$PWD/artifacts/home
    mkdir -p "$HOME" || fail "HOME is not set, and $HOME cannot be created."
  fi
  export HOME
}

find_dotnet() {
  local candidate
  dotnet=$(type -P dotnet) && return
  for candidate in "${DOTNET_ROOT:-$HOME/.dotnet}" "$HOME/.dotnet"; do
    if [ -x "$candidate/dotnet" ]; then
      dotnet=$candidate/dotnet
      export PATH="$candidate:$PATH" # the build program calls dotnet too
      return
    fi
  done
  fail_without_sdk "There is no dotnet command."
}

fail_without_sdk() {
  local wanted=10.0
  [[ $(<global.json) =~ \"version\":\ *\"([^\"]+)\" ]] && wanted=${BASH_REMATCH[1]}
  fail "$1" "Install the .NET SDK $wanted or a later one of the same major version, from https://dotnet.microsoft.com/download," \
    "and have its dotnet command on the PATH."
}

# What the build program is made of. A folder's own time tells of deleted files.
list_inputs() {
  local file
  inputs=(build src eng)
  for file in Directory.* global.json nuget.config .editorconfig; do
    [ -f "$file" ] && inputs+=("$file")
  done
}

# What else decides how the build program comes out.
take_fingerprint() {
  local folder=${dotnet%/*}
  if [ ! -d "$folder/sdk" ]; then
    folder=$(readlink -f "$dotnet")
    folder=${folder%/*}
  fi
  local sdks=("$folder"/sdk/*)
  if [ -n "${CakePackages:-}" ]; then
    packages=$CakePackages
  elif both_packages_are_cached; then
    packages=feed
  else
    packages=standin
  fi
  fingerprint="$packages; ${sdks[*]}; ${inputs[*]}"
}

# As eng/CakePackages.props decides.
both_packages_are_cached() {
  local cache=${NUGET_PACKAGES:-$HOME/.nuget/packages} line name
  while IFS= read -r line; do
    [[ $line =~ \<Cake(Frosting|Docker)Version\>([^<]+)\< ]] || continue
    name=frosting
    [ "${BASH_REMATCH[1]}" = Docker ] && name=docker
    [ -d "$cache/cake.$name/${BASH_REMATCH[2]}" ] || return 1
  done <eng/CakePackages.props
}

up_to_date() {
  local stamped changed
  [ -f "$program" ] && [ -f "$stamp" ] || return 1
  IFS= read -r stamped <"$stamp"
  [ "$stamped" = "$fingerprint" ] || return 1
  # A file copied over another may be older than what it replaced; its change time is not. Not every find can ask for that.
  changed=$(find "${inputs[@]}" -newer "$stamp" -o -cnewer "$stamp" 2>/dev/null) ||
    changed=$(find "${inputs[@]}" -newer "$stamp") || return 1
  [ -z "$changed" ]
}

compile() {
  mkdir -p artifacts || exit 1
  take_lock
  if ! up_to_date; then # another run may have compiled meanwhile
    "$dotnet" --version >/dev/null 2>&1 || fail_without_sdk "No .NET SDK that global.json accepts was found."
    probe_the_feeds
    take_fingerprint
    compile_program
  fi
  release_lock
}

compile_program() {
  local status
  echo "Compiling the build..." >&2
  rm -rf artifacts/*.stamp "${ahead%/*}"
  printf '%s\n' "$fingerprint" >"$stamp.new" # older than anything that changes from here on
  start "$dotnet" msbuild build/Build.csproj -restore -p:Configuration=Release -v:quiet -nologo -tl:off \
    -nodeReuse:false -p:UseSharedCompilation=false # servers that outlive the compilation save no time here
  wait "$child"
  status=$?
  trap - INT TERM HUP
  if [ "$status" -ne 0 ]; then
    cat artifacts/build.log >&2
    if grep -q 'error NU[0-9]' artifacts/build.log; then
      echo "build.sh: the packages of the build program could not be restored (dotnet restore build/Build.csproj)." >&2
      [ "$packages" = feed ] && echo "build.sh: CakePackages=standin builds without the packages Cake.Frosting and Cake.Docker." >&2
    else
      echo "build.sh: the build program did not compile (dotnet build build/Build.csproj)." >&2
    fi
    exit "$status"
  fi
  [ -f "$program" ] || fail "The build program was compiled, but not to $program. Is one of MSBuild's output properties set in the environment?"
  compile_ahead
  mv "$stamp.new" "$stamp"
}

# Compiles what the runtime would compile anew at each start (eng/compile-ahead), where that can be had; remembers for a day that it cannot.
# A CI service's machine starts the program a few times and is gone: there it would cost more than it saves.
compile_ahead() {
  [ -z "${CI:-}" ] && ! is_of_today "$ahead_refusal" || return 0
  if ! run_for "$ahead_seconds" "$dotnet" build eng/compile-ahead/compile-ahead.csproj -t:CompileAhead -v:quiet -nologo -tl:off -nodeReuse:false; then
    rm -rf "${ahead%/*}"
    : >"$ahead_refusal"
  fi
}

# Asks the feeds once for the two packages that not every feed serves; remembers a refusal for a day.
probe_the_feeds() {
  [ -z "${CakePackages:-}" ] && [ "$packages" = standin ] || return
  [ "$refusal" -nt eng/CakePackages.props ] && [ "$refusal" -nt nuget.config ] && is_of_today "$refusal" && return
  echo "Asking the package feeds for Cake.Frosting and Cake.Docker..." >&2
  NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1 run_for "$probe_seconds" "$dotnet" restore eng/feed-probe/feed-probe.csproj -v quiet || : >"$refusal"
}

is_of_today() {
  [ -n "$(find "$1" -mmin -1440 2>/dev/null)" ]
}

# Runs a command that may fail, and that is given up after some seconds: a feed may hang.
run_for() {
  local waits status seconds=$1
  shift
  start "$@"
  for ((waits = 0; waits < seconds * 10; waits++)); do
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
  done
  kill "$child" 2>/dev/null
  wait "$child"
  status=$?
  trap - INT TERM HUP
  return "$status"
}

# Starts a command that ends when this script is made to. Its output is kept for the case that it fails.
# The lock is not handed on: compiler servers outlive the command.
start() {
  finished=${child:-}
  trap 'stop_child; exit 143' TERM HUP
  trap 'stop_child; exit 130' INT
  DOTNET_NOLOGO=1 "$@" >artifacts/build.log 2>&1 </dev/null 9>&- &
  child=$!
}

# A signal may come before the command is started, and before its number is kept.
stop_child() {
  if [ "${!:-}" != "$finished" ]; then
    kill "$!" 2>/dev/null
    # Interrupted once, bash may not wait when it is asked to.
    while kill -0 "$!" 2>/dev/null; do wait "$!"; done
  fi
  release_lock
}

take_lock() {
  local owner
  if type -P flock >/dev/null; then
    exec 9>"$lock"
    flock 9
    return
  fi
  until mkdir "$lock.d" 2>/dev/null; do
    owner=$(cat "$lock.d/owner" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && mv "$lock.d" "$lock.$$" 2>/dev/null; then
      rm -rf "$lock.$$"
    else
      sleep 0.2
    fi
  done
  echo $$ >"$lock.d/owner"
  trap release_lock EXIT
}

release_lock() {
  exec 9>&-
  [ "$(cat "$lock.d/owner" 2>/dev/null)" = $$ ] && rm -rf "$lock.d"
  trap - EXIT
}

main "$@"
