/* What libFuzzer calls: the target that $FUZZ_TARGET names. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const FuzzTarget *target;
    const char *name = getenv("FUZZ_TARGET");
    if (!target && !(target = fuzz_target(name ? name : ""))) {
        fprintf(stderr, "FUZZ_TARGET names none of the targets\n");
        exit(2);
    }
    target->run(bytes, length);
    return 0;
}
