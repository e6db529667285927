#!/bin/sh
# Writes files as C strings, to standard output.
#   embed.sh queries FILE...           const char sql_NAME[] for each NAME.sql
#   embed.sh modules TABLE ROOT        PythonSource TABLE[] of the Python modules below ROOT, named by their paths
#   embed.sh files TABLE FILE...       the same table of any files, named as they are
set -eu
export LC_ALL=C

as_string() {
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/     "&\\n"/' "$1"
}
row() { # NAME FILE
    echo "    {\"$1\","
    as_string "$2"
    echo "    },"
}
begin() {
    echo '#include "limbeck/python/native.h"'
    echo "extern const PythonSource $1[];"
    echo "const PythonSource $1[] = {"
}
end() {
    echo '    {NULL, NULL},'
    echo '};'
}

kind=$1
shift
case $kind in
queries)
    for file in "$@"; do
        name=sql_$(basename "$file" .sql)
        echo "extern const char $name[];"
        echo "const char $name[] ="
        as_string "$file"
        echo ';'
    done
    ;;
modules)
    begin "$1"
    find "$2" -name '*.py' | sort | while read -r file; do
        module=${file#"$2"/}
        module=${module%.py}
        module=$(echo "${module%/__init__}" | tr / .)
        row "$module" "$file"
    done
    end
    ;;
files)
    table=$1
    shift
    begin "$table"
    for file in "$@"; do row "$(basename "$file")" "$file"; done
    end
    ;;
esac
