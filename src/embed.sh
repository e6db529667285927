#!/bin/sh
# Writes files as C strings, to standard output.
#   embed.sh queries FILE...           const char sql_NAME[] for each NAME.sql, and the table catalogue_queries
#   embed.sh columns FILE...           the header of these: declarations, and an enum of each row's columns
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

# The first line of a query names its rows and their columns: "-- KEY_COLUMN: quoted, name", continued by lines that
# begin with "--     ". Prints "FILE ROW column column..." of each.
rows_of() {
    awk '
        function print_row() { if (row != "") print file, row columns; row = "" }
        FNR == 1 {
            print_row()
            file = FILENAME; sub(/.*\//, "", file); sub(/\.sql$/, "", file)
            if (!/^-- [A-Z_]+: [a-z_, ]+$/) { print FILENAME ": no line of columns" > "/dev/stderr"; failed = 1; nextfile }
            row = $2; sub(/:/, "", row); columns = ""; sub(/^-- [A-Z_]+:/, "")
        }
        FNR > 1 && !/^--     / { nextfile }
        { sub(/^--/, ""); gsub(/[, ]+/, " "); sub(/ $/, ""); columns = columns $0 }
        END { print_row(); exit failed }' "$@"
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
    echo '#include "queries.h"'
    echo 'const CatalogueQuery catalogue_queries[] = {'
    rows_of "$@" | awk '{ text = "    {\"" $1 "\", sql_" $1 ", \""; for (i = 3; i <= NF; i++) text = text (i > 3 ? "," : "") $i; print text "\"}," }'
    echo '    {0}};'
    ;;
columns)
    echo '#ifndef LIMBECK_QUERIES_H'
    echo '#define LIMBECK_QUERIES_H'
    echo '/* name, SQL and the names of its columns, separated by commas; ended by a NULL name */'
    echo 'typedef struct CatalogueQuery { const char *name, *sql, *columns; } CatalogueQuery;'
    echo 'extern const CatalogueQuery catalogue_queries[];'
    # Queries of several dialects may have the same rows: then they have the same columns.
    rows=$(rows_of "$@")
    echo "$rows" | awk '
        { print "extern const char sql_" $1 "[];"; file = $1; row = $2; $1 = $2 = ""; sub(/^ */, "") }
        !(row in columns) {
            columns[row] = $0; of[row] = file
            text = "enum {"; for (i = 1; i <= NF; i++) text = text " " row "_" $i ","
            print text " };"
        }
        columns[row] != $0 { print file ": columns of " row " other than in " of[row] > "/dev/stderr"; exit 1 }'
    echo '#endif'
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
