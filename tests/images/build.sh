#!/bin/bash
# build.sh NAME TAG DEFINITION: builds the image in the folder NAME as TAG, labelled with DEFINITION, in the engine that
# the docker client talks to. Its base is kept there too, so that a change of the entrypoint does not fetch packages again.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
name=$1 tag=$2 definition=$3

hash=$(cat base.sh finish-base.sh "$name/base.conf" $(ls "$name/customise.sh" 2> /dev/null || true) | sha256sum | cut -c 1-16)
repository=${tag%%/*}
base=$repository/base:$name-$hash
if ! docker image inspect "$base" > /dev/null 2>&1; then
  # Named only when it is complete.
  imported=$(mktemp)
  trap 'rm -f "$imported"' EXIT
  if ! ./base.sh "$name" | docker import --message "Base of $tag" --change "LABEL $repository.base=$name" - > "$imported"; then
    echo "build.sh: no base for $name" >&2
    if [ -s "$imported" ]; then docker rmi "$(cat "$imported")" > /dev/null; fi
    exit 1
  fi
  docker tag "$(cat "$imported")" "$base"
fi

version=$(docker run --rm --network none --label "$repository" --entrypoint mysqld "$base" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
case $version in
  "${name##*-}".*) ;;
  *) echo "build.sh: the packages hold version $version; $name was meant" >&2 ;;
esac

# The classic builder: the images need none of BuildKit's features, and many a client has no buildx.
if ! output=$(DOCKER_BUILDKIT=0 docker build --file "$name/Dockerfile" --build-arg "BASE=$base" --build-arg "VERSION=$version" \
  --label "$repository.definition=$definition" --tag "$tag" . 2>&1); then
  echo "$output" >&2
  exit 1
fi
