/* Makes a program that asks wcwidth() believe that ambiguous characters take two cells, as in an East Asian locale.
   The tables are written when this is compiled, from those of the oracle. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <wchar.h>

struct range {
    wchar_t first, last;
};

static const struct range ambiguous[] = {
#include "ambiguous.h"
};

/* Marks that join the character before them stay what they are. */
static const struct range zero[] = {
#include "zero.h"
};

static int within(const struct range *table, size_t length, wchar_t c) {
    for (size_t at = 0; at < length; at++)
        if (table[at].first <= c && c <= table[at].last) return 1;
    return 0;
}

int wcwidth(wchar_t c) {
    static int (*other)(wchar_t);
    if (within(ambiguous, sizeof ambiguous / sizeof *ambiguous, c) && !within(zero, sizeof zero / sizeof *zero, c))
        return 2;
    if (!other) other = (int (*)(wchar_t))dlsym(RTLD_NEXT, "wcwidth");
    return other(c);
}
