/* Set when a sanitizer checks memory: freed memory is then not reused, so that it detects use after free. */
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
