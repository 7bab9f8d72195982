using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The shell scripts that make a template, and that start a server from it. They run in containers, as root.</summary>
internal static class TemplateScripts
{
    /// <summary>What starts a server, in the template.</summary>
    public const string Start = "/mysql-replication/start";

    /// <summary>Printed when the image has scripts that its first start is to run.</summary>
    public const string HasScripts = "mysql-replication: has scripts";

    /// <summary>Printed before the size of the template's data, in units of 1024 bytes.</summary>
    public const string Size = "mysql-replication: kilobytes ";

    private static readonly Version AlterUser = new(5, 7, 6);

    // The first whose system tables have the privileges in rows: https://dev.mysql.com/doc/refman/8.0/en/privileges-provided.html.
    private static readonly Version DynamicPrivileges = new(8, 0, 0);

    /// <summary>
    /// Has the image's own entrypoint initialise a data directory outside its volume. Arguments: the text of
    /// <see cref="StartOf"/>, that of <see cref="AtOnce"/>, the server's program, the entrypoint, the command. The accounts of root get a
    /// password that nobody ever learns. Each server makes its own identity, certificates and keys.
    /// </summary>
    public const string Make = """
        set -eu
        home=/mysql-replication
        data=$home/data
        mkdir -p $home/programs $data
        printf '%s' "$1" > $home/start
        chmod 755 $home/start
        at_once=$2
        program=$3
        shift 3
        if [ -n "$(ls -A /docker-entrypoint-initdb.d 2> /dev/null)" ]; then
          echo 'mysql-replication: has scripts'
          rm -rf /docker-entrypoint-initdb.d
          mkdir /docker-entrypoint-initdb.d
        fi
        # The entrypoint of the official images initialises, then has a temporary server load time zones and make root's accounts, whose
        # start and stop take as long again. The server can do all of that while it initialises; the entrypoint is then to end there.
        # The server reads one initial file, which may be the image's own.
        case "$("$program" --print-defaults) $*" in *init[-_]file*) at_once=false ;; esac
        first=$home/programs/first.sql
        entrypoint=$(command -v "$1" || true)
        if [ "$at_once" = true ] && grep -q '^set -[[:alpha:]]*e' "$entrypoint" && grep -q '^docker_process_init_files()' "$entrypoint"; then
          zones=$home/programs/zones.sql
          : > $zones
          [ -n "${MYSQL_INITDB_SKIP_TZINFO:-}" ] || mysql_tzinfo_to_sql /usr/share/zoneinfo > $zones
          password=$(cat /proc/sys/kernel/random/uuid)
          {
            echo 'USE mysql;'
            # Longer than its column: https://bugs.mysql.com/bug.php?id=20545
            sed 's/Local time zone must be set--see zic manual page/FCTY/' $zones
            echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';"
            echo "CREATE USER 'root'@'%' IDENTIFIED BY '$password';"
            echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
            # Some privileges are known only to a server that is up; the system tables come with them.
            echo "INSERT IGNORE INTO global_grants SELECT user, '%', priv, with_grant_option FROM global_grants WHERE user = 'root' AND host = 'localhost';"
          } > $first
        fi
        # At its end the entrypoint becomes the server, which is not wanted here.
        # With redo log files as small as servers get, initialising waits for them; their spares are deleted below.
        cat > $home/programs/"$program" << EOF
        #!/bin/sh
        case " \$* " in
          *" --initialize"*)
            set -- "\$@" --loose-innodb-redo-log-capacity=32M
            if [ -f $first ]; then
              $(command -v "$program") "\$@" --autocommit=1 --init-file=$first && exit 99
              echo 'mysql-replication: initialising again, with a temporary server'
              find $data -mindepth 1 -delete
            fi
            exec $(command -v "$program") "\$@"
            ;;
          *" --verbose "* | *" --skip-networking "* | *" --bootstrap "*) exec $(command -v "$program") "\$@" ;;
        esac
        EOF
        chmod 755 $home/programs/"$program"
        status=0
        PATH=$home/programs:$PATH MYSQL_ROOT_PASSWORD_FILE=/proc/sys/kernel/random/uuid "$@" || status=$?
        [ $status = 0 ] || [ $status = 99 ] || exit $status
        rm -r $home/programs
        cd $data
        if [ ! -d mysql ] || [ "$(stat -c %U mysql)" != mysql ]; then
          echo 'its entrypoint has made no data directory of the account mysql' >&2
          exit 1
        fi
        # A server removes spare files of the redo log when it starts, and makes those that it wants.
        rm -rf auto.cnf ./*.pem ./*.err ib_buffer_pool ibtmp1 '#innodb_temp' '#innodb_redo'/*_tmp
        echo "mysql-replication: kilobytes $(du -sk . | cut -f 1)"
        """;

    /// <summary>Arguments that make initialising quick: what is lost by a power failure is made again.</summary>
    public static IReadOnlyList<string> QuickOptions { get; } =
    [
        "--datadir=/mysql-replication/data",
        "--skip-log-bin",
        "--innodb-flush-method=nosync",
        "--innodb-flush-log-at-trx-commit=0",
        "--skip-innodb-doublewrite",
        "--loose-innodb-redo-log-capacity=8M",
        "--loose-innodb-buffer-pool-load-at-startup=OFF",
        "--loose-innodb-buffer-pool-dump-at-shutdown=OFF",
        "--loose-mysqlx=OFF",
        "--loose-performance-schema=OFF",
        // Each server makes its own.
        "--loose-auto-generate-certs=OFF",
        "--loose-caching-sha2-password-auto-generate-rsa-keys=OFF",
        "--loose-sha256-password-auto-generate-rsa-keys=OFF",
    ];

    /// <summary><c>true</c> where the server can load time zones and make accounts while it initialises.</summary>
    public static string AtOnce(ServerVersion version) => !version.IsMariaDb && version.Number >= DynamicPrivileges ? "true" : "false";

    /// <summary>
    /// Starts a server on a copy of the template's data. Before it takes connections it gives root the password of the file
    /// that the entrypoint would read it from. Where copying fails, the entrypoint initialises as it would without a template.
    /// </summary>
    public static string StartOf(ServerVersion version, IReadOnlyList<string> entrypoint, string passwordFile) => $$"""
        #!/bin/sh
        # The image's own server, on a copy of an initialised data directory. Written by Cake.MySqlReplication.
        set -eu
        data=/var/lib/mysql
        if [ ! -d $data/mysql ]; then
          if ! cp -a /mysql-replication/data/. $data; then
            echo 'The initialised data directory could not be copied: the entrypoint makes another.' >&2
            find $data -mindepth 1 -delete
            exec {{string.Join(' ', entrypoint.Select(Quoted))}} "$@"
          fi
          umask 077
          # Builtins only: starting cat or find takes longer than their work here.
          IFS= read -r password < {{passwordFile}} || [ -n "$password" ]
          statements=/dev/shm/mysql-replication.sql
          printf "{{string.Concat(Accounts(version).Select(statement => statement + ";\\n"))}}" "$password" "$password" > $statements
          # The server is to read them, and its certificates where it is given any.
          read_by_it=$statements
          for certificate in $data/*.pem; do
            [ ! -f "$certificate" ] || read_by_it="$read_by_it $certificate"
          done
          chown mysql $read_by_it
          set -- "$@" --init-file=$statements
        fi
        exec "$@" --user=mysql

        """;

    /// <summary>Statements of one line each; the password consists of letters and digits.</summary>
    private static string[] Accounts(ServerVersion version) => version.IsMariaDb || version.Number < AlterUser
        ? ["SET SESSION sql_log_bin = 0", "SET PASSWORD FOR 'root'@'localhost' = PASSWORD('%s')", "SET PASSWORD FOR 'root'@'%%' = PASSWORD('%s')"]
        : ["SET SESSION sql_log_bin = 0", "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s'", "ALTER USER 'root'@'%%' IDENTIFIED BY '%s'"];

    /// <summary>A word of a shell.</summary>
    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
