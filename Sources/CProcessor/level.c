#include "CProcessor.h"

#if defined(__x86_64__)
#include <cpuid.h>

static unsigned long long enabled_state(void) {
  unsigned low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (unsigned long long)high << 32 | low;
}

static int has(unsigned word, unsigned bits) { return (word & bits) == bits; }

int cp_x86_64_level(void) {
  unsigned a, b, c, d, b7, c7, d7, c81;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 1;
  // SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT
  if (!has(c, 1u << 0 | 1u << 9 | 1u << 13 | 1u << 19 | 1u << 20 | 1u << 23)) return 1;
  // FMA, MOVBE, OSXSAVE, AVX, F16C
  if (!has(c, 1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29)) return 2;
  if (!__get_cpuid_count(7, 0, &a, &b7, &c7, &d7)) return 2;
  // BMI1, AVX2, BMI2
  if (!has(b7, 1u << 3 | 1u << 5 | 1u << 8)) return 2;
  if (!__get_cpuid(0x80000001, &a, &b, &c81, &d)) return 2;
  // LZCNT
  if (!has(c81, 1u << 5)) return 2;
  // The system keeps the registers of SSE and AVX.
  const unsigned long long state = enabled_state();
  if ((state & 0x6) != 0x6) return 2;
  // AVX-512 F, DQ, CD, BW, VL, and the system keeps its registers.
  if (!has(b7, 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31)) return 3;
  return (state & 0xe6) == 0xe6 ? 4 : 3;
}
#else
int cp_x86_64_level(void) { return 0; }
#endif
