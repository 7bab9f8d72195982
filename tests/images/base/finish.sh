#!/bin/sh
# finish.sh ROOT: what every image has besides its packages: the account, the directories; and none of the litter.
set -eu
root=$1
echo 'mysql:x:999:' >> "$root/etc/group"
echo 'mysql:x:999:999::/var/lib/mysql:/usr/sbin/nologin' >> "$root/etc/passwd"

rm -rf "$root/etc/mysql" "$root/var/lib/mysql" "$root/etc/my.cnf"
mkdir -p "$root/etc/mysql/conf.d" "$root/etc/mysql/mariadb.conf.d" "$root/docker-entrypoint-initdb.d" "$root/var/lib/mysql-files"
mkdir -p "$root/var/lib/mysql"
chown 999:999 "$root/var/lib/mysql" "$root/var/lib/mysql-files"
chmod 750 "$root/var/lib/mysql-files"
# `docker run --user` may name any account.
chmod 1777 "$root/var/lib/mysql"

# The scripts in Perl among the client programs are no part of what the tests need.
rm -rf "$root"/usr/share/perl "$root"/usr/lib/x86_64-linux-gnu/perl/[0-9]* "$root"/usr/lib/x86_64-linux-gnu/libperl.so*
rm -rf "$root"/var/cache/* "$root"/var/log/* "$root"/var/lib/dpkg/info "$root"/var/lib/dpkg/*-old
