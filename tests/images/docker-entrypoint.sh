#!/bin/bash
# The first process of these test images. It does for the server what the official MySQL and MariaDB images do:
# settles who the server runs as, initialises an empty data directory behind a server that nobody can reach,
# and then becomes the server. Sourced initialisation scripts may use its functions.
set -Eeuo pipefail
shopt -s nullglob

readonly start_deadline_seconds=60
temporary_server=

log() { printf '%s [Note] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*"; }
warn() { printf '%s [Warn] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*" >&2; }
fail() { printf '%s [ERROR] [Entrypoint]: %s\n' "$(date --rfc-3339=seconds)" "$*" >&2; exit 1; }

is_mariadb() { [ "$family" = mariadb ]; }

# --- What was asked ---------------------------------------------------------------------------------------------------

# setting NAME: the value of MYSQL_NAME, of the file that MYSQL_NAME_FILE names, or the same with MARIADB_.
setting() {
  local name=$1 prefix variable file
  for prefix in MARIADB MYSQL; do
    [ "$prefix" = MYSQL ] || is_mariadb || continue
    variable=${prefix}_$name
    file=${variable}_FILE
    if [ -n "${!variable:-}" ] && [ -n "${!file:-}" ]; then fail "both $variable and $file are set (but are exclusive)"; fi
    if [ -n "${!variable:-}" ]; then printf '%s' "${!variable}"; return; fi
    if [ -n "${!file:-}" ]; then printf '%s' "$(< "${!file}")"; return; fi
  done
}

read_settings() {
  root_password=$(setting ROOT_PASSWORD)
  root_host=$(setting ROOT_HOST)
  random_root_password=$(setting RANDOM_ROOT_PASSWORD)
  empty_root_password=$(setting ALLOW_EMPTY_PASSWORD)
  if [ -z "$empty_root_password" ]; then empty_root_password=$(setting ALLOW_EMPTY_ROOT_PASSWORD); fi
  database=$(setting DATABASE)
  user=$(setting USER)
  user_password=$(setting PASSWORD)
  skip_time_zones=$(setting INITDB_SKIP_TZINFO)
  : "${root_host:=%}"

  if [ -z "$root_password$random_root_password$empty_root_password" ]; then
    fail "Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD"
  fi
  if [ "$user" = root ]; then fail 'MYSQL_USER="root": MYSQL_USER and MYSQL_PASSWORD are for another account, root has MYSQL_ROOT_PASSWORD'; fi
  if [ -n "$user" ] && [ -z "$user_password" ]; then warn 'MYSQL_USER without MYSQL_PASSWORD: the account is not created'; fi
  if [ -n "$random_root_password" ]; then
    root_password=$(head -c 24 /dev/urandom | base64 -w 0)
    log "GENERATED ROOT PASSWORD: $root_password"
  fi
}

# option NAME: what the server, with its configuration and arguments, understands NAME to be.
option() { awk -v name="$1" 'index($0, name " ") == 1 { sub(/^[^ \t]+[ \t]+/, ""); print; exit }' <<< "$server_options"; }

read_server_options() {
  # The index file's default place may not be writable, and older servers create it even now.
  local errors
  errors=$(mktemp)
  if ! server_options=$("$@" --verbose --help --log-bin-index="$(mktemp -u)" 2> "$errors"); then
    cat "$errors" >&2
    fail "the server does not accept its configuration: $*"
  fi
  rm -f "$errors"
  datadir=$(option datadir)
  datadir=${datadir%/}
  socket=$(option socket)
  if [ -z "$datadir" ] || [ -z "$socket" ]; then fail "cannot tell the server's data directory and socket from: $*"; fi
}

# --- SQL --------------------------------------------------------------------------------------------------------------

literal() { local text=${1//\\/\\\\}; printf "'%s'" "${text//\'/\\\'}"; }
identifier() { printf '`%s`' "${1//\`/\`\`}"; }
# In GRANT … ON, a database's name is a pattern.
database_pattern() { local text=${1//\\/\\\\}; text=${text//_/\\_}; identifier "${text//%/\\%}"; }

# docker_process_sql [client options]: runs the statements on standard input as root.
docker_process_sql() {
  MYSQL_PWD=$current_root_password "${mysql[@]}" --comments "$@"
}

root_account_sql() {
  # Not through the binary log: each server of a replicated set has a root of its own.
  echo 'SET @@SESSION.SQL_LOG_BIN = 0;'
  echo "DELETE FROM mysql.user WHERE user = '' OR (user = 'root' AND host <> 'localhost');"
  echo "FLUSH PRIVILEGES; DROP DATABASE IF EXISTS test; DELETE FROM mysql.db WHERE db LIKE 'test%';"
  local password
  password=$(literal "$root_password")
  if [ "$root_host" != localhost ]; then
    echo "CREATE USER 'root'@$(literal "$root_host") IDENTIFIED BY $password;"
    echo "GRANT ALL ON *.* TO 'root'@$(literal "$root_host") WITH GRANT OPTION;"
    # MySQL 5.6 knows no ALTER USER … PASSWORD EXPIRE on MariaDB's terms, and MariaDB no other.
    if [ -n "${MYSQL_ONETIME_PASSWORD:-}" ]; then echo "ALTER USER 'root'@$(literal "$root_host") PASSWORD EXPIRE;"; fi
  fi
  if [ "$family" = mysql-5.6 ]; then
    echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD($password);"
  else
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $password;"
  fi
  echo 'FLUSH PRIVILEGES;'
}

database_and_user_sql() {
  if [ -n "$database" ]; then echo "CREATE DATABASE IF NOT EXISTS $(identifier "$database");"; fi
  if [ -n "$user" ] && [ -n "$user_password" ]; then
    echo "CREATE USER $(literal "$user")@'%' IDENTIFIED BY $(literal "$user_password");"
    if [ -n "$database" ]; then echo "GRANT ALL ON $(database_pattern "$database").* TO $(literal "$user")@'%';"; fi
  fi
}

# --- A first start ----------------------------------------------------------------------------------------------------

create_data_directory() {
  case $family in
    mariadb)
      mariadb-install-db --datadir="$datadir" --auth-root-authentication-method=normal --skip-test-db --force \
        --skip-log-bin --default-time-zone=SYSTEM "${@:2}" > /dev/null
      ;;
    mysql-5.6)
      local tables=/usr/local/mysql/share
      mkdir -p "$datadir/mysql"
      {
        echo 'USE mysql;'
        cat "$tables/mysql_system_tables.sql" "$tables/mysql_system_tables_data.sql"
        echo "DELETE FROM user WHERE user = '' OR host <> 'localhost';"
        cat "$tables/fill_help_tables.sql"
      } | "$@" --bootstrap --default-time-zone=SYSTEM
      ;;
    *)
      "$@" --initialize-insecure --default-time-zone=SYSTEM --autocommit=1
      ;;
  esac
}

start_temporary_server() {
  "$@" --skip-networking --default-time-zone=SYSTEM --socket="$socket" &
  temporary_server=$!
  trap 'stop_temporary_server; exit 143' TERM INT
  local deadline=$((SECONDS + start_deadline_seconds))
  until docker_process_sql <<< 'SELECT 1' > /dev/null 2>&1; do
    if ! kill -0 "$temporary_server" 2> /dev/null; then fail 'the temporary server ended instead of starting; its own messages are above'; fi
    if [ "$SECONDS" -ge "$deadline" ]; then fail "the temporary server did not answer on $socket within $start_deadline_seconds seconds"; fi
    sleep 0.05
  done
}

stop_temporary_server() {
  kill -TERM "$temporary_server"
  wait "$temporary_server" || fail "the temporary server ended with status $?"
  trap - TERM INT
}

load_time_zones() {
  # As the official images do: MySQL's go through the binary log, MariaDB's do not.
  if is_mariadb; then
    mariadb-tzinfo-to-sql --skip-write-binlog /usr/share/zoneinfo 2> /dev/null
  else
    mysql_tzinfo_to_sql /usr/share/zoneinfo 2> /dev/null | sed 's/Local time zone must be set--see zic manual page/FCTY/'
  fi | docker_process_sql --database=mysql > /dev/null
}

docker_process_init_files() {
  local file
  for file; do
    case $file in
      *.sh)
        if [ -x "$file" ]; then log "running $file"; "$file"; else log "sourcing $file"; . "$file"; fi
        ;;
      *.sql) log "running $file"; docker_process_sql ${database:+--database="$database"} < "$file" ;;
      *.sql.gz) log "running $file"; gunzip -c "$file" | docker_process_sql ${database:+--database="$database"} ;;
      *) warn "ignoring $file" ;;
    esac
  done
}

initialise() {
  log 'Initializing database files'
  create_data_directory "$@"
  log 'Database files initialized'
  log 'Starting temporary server'
  start_temporary_server "$@"
  log 'Temporary server started.'
  if [ -z "$skip_time_zones" ]; then load_time_zones; fi
  # Without the modes under which a backslash or a quote would mean something else.
  { echo "SET SESSION sql_mode = '';"; root_account_sql; } | docker_process_sql --database=mysql
  current_root_password=$root_password
  { echo "SET SESSION sql_mode = '';"; database_and_user_sql; } | docker_process_sql
  docker_process_init_files /docker-entrypoint-initdb.d/*
  log 'Stopping temporary server'
  stop_temporary_server
  log 'Temporary server stopped'
  log "${family_name} init process done. Ready for start up."
}

# --- The order of things ----------------------------------------------------------------------------------------------

asks_for_information() {
  local argument
  for argument; do
    case $argument in -'?' | --help | --print-defaults | -V | --version) return 0 ;; esac
  done
  return 1
}

become_mysql_user() {
  mkdir -p "$datadir" "$(dirname "$socket")"
  find "$datadir" "$(dirname "$socket")" \! -user mysql -exec chown mysql:mysql '{}' +
  export HOME=/var/lib/mysql
  exec setpriv --reuid=mysql --regid=mysql --init-groups "${BASH_SOURCE[0]}" "$@"
}

main() {
  family=$IMAGE_FAMILY
  case $family in
    mariadb) family_name=MariaDB server=mariadbd client=mariadb ;;
    *) family_name=MySQL server=mysqld client=mysql ;;
  esac
  # `docker run image --server-id=5`: nothing but options, so they are the server's.
  if [ $# -eq 0 ] || [ "${1:0:1}" = - ]; then set -- "$server" "$@"; fi
  case $(basename -- "$1") in
    mysqld | mariadbd) ;;
    *) exec "$@" ;;
  esac
  if asks_for_information "$@"; then exec "$@"; fi

  log "Entrypoint script for $family_name ${MARIADB_VERSION:-${MYSQL_VERSION:-}} started."
  read_server_options "$@"
  if [ "$(id -u)" = 0 ]; then become_mysql_user "$@"; fi
  if [ ! -d "$datadir/mysql" ]; then
    current_root_password=
    mysql=("$client" --no-defaults --protocol=socket --user=root --host=localhost --socket="$socket" --default-character-set=utf8mb4)
    read_settings
    initialise "$@"
  fi
  exec "$@"
}

# Sourced (by a test, say), it only brings its functions.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main "$@"; fi
