#!/bin/sh
# What a built program is guarded with; fails where something is missing.
#   hardening.sh PROGRAM
program=$1 missing=0
guard() { # guard NAME COMMAND...
    name=$1
    shift
    if "$@" >/dev/null 2>&1; then echo "yes  $name"; else
        echo "no   $name"
        missing=1
    fi
}
guard "position-independent" sh -c "readelf -h '$program' | grep -q 'Type:.*DYN'"
guard "tables read-only after start" sh -c "readelf -lW '$program' | grep -q GNU_RELRO"
guard "all of them: bound at start" sh -c "readelf -dW '$program' | grep -Eq 'BIND_NOW|FLAGS.*NOW'"
guard "no stack that runs" sh -c "readelf -lW '$program' | grep GNU_STACK | grep -vq RWE"
guard "stack protector" sh -c "readelf -sW '$program' | grep -q __stack_chk_fail"
guard "fortified library calls" sh -c "readelf -sW '$program' | grep -q '__[a-z]*_chk'"
exit $missing
