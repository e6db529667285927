/* Whether a sanitizer looks at every use of memory: then what was freed is not kept for the
 * next, so that it sees who uses it still. */
#ifndef LIMBECK_BASE_CHECKED_H
#define LIMBECK_BASE_CHECKED_H

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define MEMORY_IS_CHECKED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_CHECKED
#endif

#endif
