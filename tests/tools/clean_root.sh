#!/bin/sh
# Installs the package in a root that has nothing else, and walks the sample project there.
#   clean_root.sh PACKAGE.deb FOLDER   FOLDER: made by debootstrap --variant=minbase, or made so
set -eu
package=$1 folder=$2
[ -e "$folder/etc/debian_version" ] || debootstrap --variant=minbase bookworm "$folder"
cp "$package" "$folder/tmp/limbeck.deb"
chroot "$folder" sh -eu -c '
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
    apt-get update -q >/dev/null
    apt-get install -y -q --no-install-recommends /tmp/limbeck.deb >/dev/null
    command -v python3 && { echo "there is a python3: the root is not clean" >&2; exit 1; }
    limbeck --version
    rm -rf /tmp/sample && cp -R /usr/share/limbeck/sample-project /tmp/sample && cd /tmp/sample
    limbeck upgrade heads
    limbeck current
    limbeck downgrade base
    limbeck test
    ls /usr/share/man/man1/limbeck.1.gz /usr/share/man/man5/limbeck.ini.5.gz /usr/share/man/man7/limbeck-*.7.gz \
        /usr/share/bash-completion/completions/limbeck
'
