#!/bin/bash
# build.sh NAME TAG DEFINITION: builds the image in the folder NAME as TAG, labelled with DEFINITION, in the engine that
# the docker client talks to. The base that it stands on is kept there too: another image may share it, and a change of
# the entrypoint need not fetch packages again.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
name=$1 tag=$2 definition=$3
repository=${tag%%/*}
suite=$(< "$name/base")
base=$repository/base:$suite-$(cat base/make.sh base/finish.sh "base/$suite.conf" | sha256sum | cut -c 1-16)

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
cp my.cnf docker-entrypoint.sh "$name"/* "$context"
if [ -e "$name/prepare.sh" ]; then "$name/prepare.sh" "$context"; fi

# One base serves several images, which may be built at the same time.
exec 9> "${TMPDIR:-/tmp}/$repository-$suite.lock"
flock 9
if ! docker image inspect "$base" > /dev/null 2>&1; then
  # Named only when it is complete.
  if ! base/make.sh "$suite" | docker import --change "LABEL $repository.base=$suite" - > "$context/imported"; then
    if [ -s "$context/imported" ]; then docker rmi "$(< "$context/imported")" > /dev/null; fi
    exit 1
  fi
  outdated=$(docker image ls --format '{{.Repository}}:{{.Tag}}' --filter "label=$repository.base=$suite" "$repository/base")
  docker tag "$(< "$context/imported")" "$base"
  for old in $outdated; do docker rmi "$old" > /dev/null; done
  rm "$context/imported"
fi
flock --unlock 9

if [ -e "$context/version" ]; then
  version=$(< "$context/version")
else
  version=$(docker run --rm --network none --label "$repository" --entrypoint mysqld "$base" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
fi
case $version in
  "${name##*-}".*) ;;
  *) echo "build.sh: the packages hold version $version; $name was meant" >&2 ;;
esac

previous=$(docker image inspect --format '{{.Id}}' "$tag" 2> /dev/null || true)
# The classic builder: the images need none of BuildKit's features, and many a client has no buildx.
if ! output=$(DOCKER_BUILDKIT=0 docker build --build-arg "BASE=$base" --build-arg "VERSION=$version" \
  --label "$repository.definition=$definition" --tag "$tag" "$context" 2>&1); then
  echo "$output" >&2
  exit 1
fi
if [ -n "$previous" ] && [ "$previous" != "$(docker image inspect --format '{{.Id}}' "$tag")" ]; then
  # Still used by a container, it stays.
  docker rmi "$previous" > /dev/null 2>&1 || true
fi
