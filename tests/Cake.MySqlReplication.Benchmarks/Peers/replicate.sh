#!/usr/bin/env bash
# What one writes by hand: a source and its replicas from an image, by its own entrypoint, all containers at once.
# Ends when a row that was written on the source is on every replica.
#   replicate.sh up <name> <image> <replicas>     BENCH_PASSWORD is root's and the replication account's password
#   replicate.sh down <name> <replicas>
set -euo pipefail

readonly deadline_seconds=300

main() {
  local command=$1 name=$2
  shift 2
  "$command" "$name" "$@"
}

up() {
  local name=$1 image=$2 replicas=$3 number
  export MYSQL_ROOT_PASSWORD=$BENCH_PASSWORD MYSQL_PWD=$BENCH_PASSWORD
  docker network create "$name" >/dev/null
  each "$replicas" run_server "$name" "$image"
  each "$replicas" wait_for_server "$name"
  sql "$name" 0 "RESET BINARY LOGS AND GTIDS; CREATE USER 'repl'@'%' IDENTIFIED BY '$BENCH_PASSWORD'; GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'"
  each_replica "$replicas" follow "$name"
  sql "$name" 0 "CREATE DATABASE bench; CREATE TABLE bench.arrived (id INT PRIMARY KEY); INSERT INTO bench.arrived VALUES (1)"
  each_replica "$replicas" wait_for_row "$name"
}

down() {
  local name=$1 replicas=$2 number containers=()
  for ((number = 0; number <= replicas; number++)); do containers+=("$name-$number"); done
  docker rm --force --volumes "${containers[@]}" >/dev/null 2>&1 || true
  docker network rm "$name" >/dev/null 2>&1 || true
}

run_server() {
  local number=$1 name=$2 image=$3
  docker run --detach --name "$name-$number" --network "$name" --publish 127.0.0.1::3306 --env MYSQL_ROOT_PASSWORD "$image" \
    --server-id=$((number + 1)) --gtid-mode=ON --enforce-gtid-consistency=ON >/dev/null
}

# The temporary server of the first start does not listen on TCP.
wait_for_server() {
  docker exec "$2-$1" timeout "$deadline_seconds" sh -c 'until mysqladmin --host=127.0.0.1 --protocol=tcp --silent ping >/dev/null 2>&1; do sleep 0.1; done'
}

follow() {
  sql "$2" "$1" "RESET BINARY LOGS AND GTIDS;
    CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$2-0', SOURCE_USER = 'repl', SOURCE_PASSWORD = '$BENCH_PASSWORD', SOURCE_AUTO_POSITION = 1,
      GET_SOURCE_PUBLIC_KEY = 1; START REPLICA"
}

wait_for_row() {
  docker exec --env MYSQL_PWD "$2-$1" timeout "$deadline_seconds" \
    sh -c 'until mysql --user=root --batch --execute="SELECT id FROM bench.arrived" 2>/dev/null | grep -q 1; do sleep 0.05; done'
}

sql() {
  docker exec --interactive --env MYSQL_PWD "$1-$2" mysql --user=root <<<"$3"
}

# Calls a function with each server's number, all at once.
each() {
  local last=$1 number
  shift
  in_parallel "$last" 0 "$@"
}

each_replica() {
  local last=$1
  shift
  in_parallel "$last" 1 "$@"
}

in_parallel() {
  local last=$1 first=$2 call=$3 number child children=()
  shift 3
  for ((number = first; number <= last; number++)); do
    "$call" "$number" "$@" &
    children+=($!)
  done
  for child in "${children[@]}"; do wait "$child"; done
}

main "$@"
