/* _limbeck.digest: what library/hashlib.py computes with. */
#include "limbeck/python/runtime/internal.h"

#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <string.h>

/* digest(name, bytes): hexadecimal, or None for a name that is not known. */
static bool digest(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_name, ARG_data };
    static const struct {
        const char *name;
        char *(*compute)(const uint8_t *data, size_t length, char *hexadecimal);
    } rows[] = {
        {"md5", MD5Data}, {"sha1", SHA1Data}, {"sha256", SHA256Data}, {"sha384", SHA384Data}, {"sha512", SHA512Data}};
    (void)self;
    const char *name;
    char hexadecimal[SHA512_DIGEST_STRING_LENGTH];
    Value data = argument_at(arguments, ARG_data);
    if (!expect_text(interpreter, argument_at(arguments, ARG_name), "name", &name))
        return false;
    if (data.kind != VALUE_BYTES)
        return python_raise(interpreter, "TypeError", "Strings must be encoded before hashing");
    *result = value_none();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return python_text(interpreter,
                               rows[i].compute((const uint8_t *)data.string->bytes, data.string->length, hexadecimal),
                               result);
    return true;
}

static const NativeMember functions[] = {{"digest", digest}, {NULL, NULL}};
const NativeModule hashlib_module = {"_limbeck.digest", functions, NULL, NULL, false, NULL};
