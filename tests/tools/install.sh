#!/bin/sh
# Installs what is missing, with the package manager the machine has.
#   install.sh build   what building needs
#   install.sh test    what the tests need as well
#   install.sh lint    what `make lint` needs as well as building
set -eu

what=${1:-build}
have() { command -v "$1" >/dev/null 2>&1; }

missing=
have pkg-config || missing="$missing pkg-config"
have "${CC:-cc}" || missing="$missing cc"
have "${CXX:-c++}" || missing="$missing c++"
if have pkg-config; then
    for package in ncursesw libpq sqlite3 libutf8proc libpcre2-8 libmd jansson gmp tomlplusplus; do
        pkg-config --exists "$package" || missing="$missing $package"
    done
fi
printf '#include <ini.h>\n' | ${CC:-cc} -E - >/dev/null 2>&1 || missing="$missing inih"
if [ "$what" = test ]; then
    pkg-config --exists cmocka 2>/dev/null || missing="$missing cmocka"
    pkg-config --exists vterm 2>/dev/null || missing="$missing vterm"
    [ -n "$(ls /usr/lib/postgresql/*/bin/initdb /usr/bin/initdb /usr/local/bin/initdb /opt/homebrew/bin/initdb 2>/dev/null)" ] || missing="$missing postgresql-server"
    have pgbouncer || [ -x /usr/sbin/pgbouncer ] || missing="$missing pgbouncer"
    for program in bash zsh fish sqlite3 git; do have "$program" || missing="$missing $program"; done
    have alembic || missing="$missing alembic"
    /usr/bin/env python3 -c 'import sys' 2>/dev/null || missing="$missing python3"
    have alembic && { head -1 "$(command -v alembic)" | sed 's/^#!//' | { read -r python rest; "$python" -c 'import aiosqlite, asyncpg' 2>/dev/null; } || missing="$missing drivers"; }
fi
if [ "$what" = lint ]; then
    for program in clang-format clang-tidy; do have "$program" || missing="$missing $program"; done
fi
[ -z "$missing" ] && exit 0

echo "installing what is missing:$missing"
root=
[ "$(id -u)" = 0 ] || { have sudo && root=sudo; }
if have apt-get; then
    packages="gcc g++ make pkg-config libc6-dev libncurses-dev libpq-dev libsqlite3-dev libinih-dev libutf8proc-dev libpcre2-dev libmd-dev libjansson-dev libgmp-dev libtomlplusplus-dev"
    [ "$what" = test ] && packages="$packages libcmocka-dev libvterm-dev postgresql postgresql-client alembic bash zsh fish python3-aiosqlite python3-asyncpg sqlite3 git pgbouncer"
    [ "$what" = lint ] && packages="$packages clang-format clang-tidy"
    $root apt-get update -q
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends $packages
elif have dnf; then
    packages="gcc gcc-c++ make pkgconf-pkg-config ncurses-devel libpq-devel sqlite-devel inih-devel utf8proc-devel pcre2-devel libmd-devel jansson-devel gmp-devel tomlplusplus-devel"
    [ "$what" = test ] && packages="$packages libcmocka-devel libvterm-devel postgresql-server bash zsh fish python3-alembic python3-aiosqlite python3-asyncpg sqlite git pgbouncer"
    [ "$what" = lint ] && packages="$packages clang-tools-extra"
    $root dnf install -y $packages
elif have pacman; then
    packages="gcc make pkgconf ncurses postgresql-libs sqlite libinih libutf8proc pcre2 libmd jansson gmp tomlplusplus"
    [ "$what" = test ] && packages="$packages cmocka libvterm bash zsh fish postgresql alembic python-asyncpg git pgbouncer"
    [ "$what" = lint ] && packages="$packages clang"
    $root pacman -S --needed --noconfirm $packages
elif have brew; then
    packages="pkg-config ncurses libpq sqlite inih utf8proc pcre2 libmd jansson gmp tomlplusplus"
    [ "$what" = test ] && packages="$packages cmocka libvterm bash zsh fish postgresql git pgbouncer"
    [ "$what" = lint ] && packages="$packages llvm"
    brew install $packages
else
    echo "limbeck knows apt, dnf, pacman and brew; install these by hand:$missing" >&2
    exit 1
fi
