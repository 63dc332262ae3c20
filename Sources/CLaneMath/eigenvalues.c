// Eigenvalues of real matrices, one a lane, by the textbook's method: balancing, Householder's reduction to Hessenberg form,
// Francis's double-shift QR steps with deflation. Sources: G. H. Golub and C. F. Van Loan, "Matrix Computations", 4th ed.,
// 2013, algorithms 7.4.2 and 7.5.1; J. G. F. Francis, "The QR Transformation", The Computer Journal 4, 1961-62; B. N. Parlett
// and C. Reinsch, "Balancing a Matrix for Calculation of Eigenvalues and Eigenvectors", Numerische Mathematik 13, 1969.
//
// All lanes take the same instructions. Where one has less to do than another it is reflected in the vector 0, which
// changes nothing; so each lane's numbers depend on its matrix alone, whoever its neighbours are. Nothing is fused: every
// processor computes the same bits.
#include "CLaneEigenvalues.h"

#include <float.h>

#if defined(__x86_64__) && defined(__linux__)
#define CL_EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CL_EVERY_PROCESSOR
#endif
#define CL_INLINE static inline __attribute__((always_inline))

#pragma STDC FP_CONTRACT OFF

// Lanes in a row of memory, and those that are computed together: two registers of 512 bits, so that one's operations fill
// the other's waits.
enum { ROW = 32, TOGETHER = 16 };
typedef double numbers __attribute__((ext_vector_type(TOGETHER), aligned(8)));
typedef long long choices __attribute__((ext_vector_type(TOGETHER), aligned(8)));

// An eigenvalue takes two or three QR steps; at every tenth something else is tried, and at the sixtieth nothing more.
enum { MOST_STEPS = 60, STEPS_TO_EXCEPTION = 10, MOST_BALANCINGS = 30 };
// Of matrices whose greatest entry is near 1: what is zero beside it, and what has no square.
static const double NOTHING = 0x1p-480, SQUARED_NOTHING = 0x1p-960;

#define MAGNITUDE_BITS 0x7fffffffffffffffLL
#define MAGNITUDE(a) ((numbers)((choices)(a)&MAGNITUDE_BITS))
// The magnitude of a with the sign of b.
#define SIGNED(a, b) ((numbers)(((choices)(a)&MAGNITUDE_BITS) | ((choices)(b) & ~MAGNITUDE_BITS)))
// b where m holds, else a.
#define CHOICE(a, b, m) ((numbers)(((choices)(a) & ~(m)) | ((choices)(b) & (m))))
#define ROOT(a) __builtin_elementwise_sqrt(a)
#define ANY(m) (__builtin_reduce_or(m) != 0)
// e of 2^e <= |a| < 2^(e + 1), and 2^e; of normal numbers.
#define EXPONENT(a) ((((choices)(a) >> 52) & 0x7ff) - 1023)
#define POWER_OF_2(e) ((numbers)(((e) + 1023) << 52))

#define H(i, j) (*(numbers *)(h + ((i)*n + (j)) * ROW))
#define AT(list, k) (*(numbers *)((list) + (k)*ROW))

// Divides the matrix by a power of two, the unit, so that its greatest entry is near 1: nothing overflows. What is not
// finite becomes 0.
CL_INLINE void scale(double *h, long n, numbers *unit, choices *finite) {
  numbers greatest = 0x1p-1000, nothing = 0;
  for (long e = 0; e < n * n; e++) {
    const numbers entry = AT(h, e), size = MAGNITUDE(entry);
    greatest = CHOICE(greatest, size, (choices)(greatest < size));
    nothing += entry * 0;
  }
  *finite = (choices)(nothing == 0);
  greatest = CHOICE(greatest, (numbers)0x1p1000, (choices)(greatest > 0x1p1000));
  const choices exponent = EXPONENT(greatest);
  const numbers factor = POWER_OF_2(-exponent), zero = 0;
  for (long e = 0; e < n * n; e++) AT(h, e) = CHOICE(zero, AT(h, e) * factor, *finite);
  *unit = POWER_OF_2(exponent);
}

// Makes each row as large as its column, by powers of two.
CL_INLINE void balance(double *h, long n) {
  for (int round = 0; round < MOST_BALANCINGS; round++) {
    choices changed = 0;
    for (long i = 0; i < n; i++) {
      numbers column = 0, row = 0;
      for (long j = 0; j < n; j++)
        if (j != i) {
          column += MAGNITUDE(H(j, i));
          row += MAGNITUDE(H(i, j));
        }
      // Halves round down, of numbers that are not negative.
      const choices half = ((EXPONENT(row) - EXPONENT(column) + 2048) >> 1) - 1024;
      const numbers factor = POWER_OF_2(half), inverse = POWER_OF_2(-half);
      const choices worth = (choices)(column * factor + row * inverse < 0.95 * (column + row)) &
                            (choices)(column > NOTHING) & (choices)(row > NOTHING);
      if (!ANY(worth)) continue;
      changed |= worth;
      const numbers one = 1, ofColumn = CHOICE(one, factor, worth), ofRow = CHOICE(one, inverse, worth);
      for (long j = 0; j < n; j++)
        if (j != i) {
          H(j, i) *= ofColumn;
          H(i, j) *= ofRow;
        }
    }
    if (!ANY(changed)) return;
  }
}

// The reflection I - v (2 v / |v|^2)' that maps (first, rest) with |rest|^2 = squares to (image, 0): v is (head, rest) and
// factor 2 / |v|^2. Where there is nothing to reflect, or `where` does not hold, factor is 0 and the image `first`.
typedef struct {
  numbers head, factor, image;
} reflection;

CL_INLINE void reflect(reflection *r, const numbers *leading, const numbers *rest, const choices *where) {
  const numbers zero = 0, one = 1, first = *leading, squares = *rest, square = first * first + squares;
  const choices applies = *where & (choices)(square > SQUARED_NOTHING) & (choices)(squares > 0);
  const numbers length = ROOT(square), head = first + SIGNED(length, first);
  const numbers denominator = CHOICE(one, square + length * MAGNITUDE(first), applies);
  r->head = head;
  r->factor = CHOICE(zero, one / denominator, applies);
  r->image = CHOICE(first, -SIGNED(length, first), applies);
}

// To zeros below the first subdiagonal.
CL_INLINE void reduce(double *h, long n) {
  for (long k = 0; k + 2 < n; k++) {
    numbers squares = 0;
    for (long i = k + 2; i < n; i++) squares += H(i, k) * H(i, k);
    const choices everywhere = (choices){} - 1;
    reflection r;
    reflect(&r, &H(k + 1, k), &squares, &everywhere);
    for (long j = k + 1; j < n; j++) {
      numbers sum = r.head * H(k + 1, j);
      for (long i = k + 2; i < n; i++) sum += H(i, k) * H(i, j);
      sum *= r.factor;
      H(k + 1, j) -= sum * r.head;
      for (long i = k + 2; i < n; i++) H(i, j) -= sum * H(i, k);
    }
    for (long i = 0; i < n; i++) {
      numbers sum = H(i, k + 1) * r.head;
      for (long j = k + 2; j < n; j++) sum += H(i, j) * H(j, k);
      sum *= r.factor;
      H(i, k + 1) -= sum * r.head;
      for (long j = k + 2; j < n; j++) H(i, j) -= sum * H(j, k);
    }
    H(k + 1, k) = r.image;
    for (long i = k + 2; i < n; i++) H(i, k) = 0;
  }
}

// Where each lane is at work: on rows and columns first to last, last -1 where it is done; steps since the last deflation.
// Indices are doubles, which every processor compares.
typedef struct {
  numbers first, last, steps;
} blocks;

CL_INLINE long greatest(const numbers *indices) { return (long)__builtin_reduce_max(*indices); }

// Finds the lowest block that is cut off by a negligible number, and takes its eigenvalues while it is of one or two rows.
CL_INLINE void deflate(double *h, long n, blocks *b, double *real, double *imaginary) {
  const numbers zero = 0;
  for (;;) {
    const long end = greatest(&b->last);
    b->first = zero;
    for (long k = 1; k <= end; k++) {
      const numbers bound = DBL_EPSILON * (MAGNITUDE(H(k - 1, k - 1)) + MAGNITUDE(H(k, k))) + NOTHING;
      const choices cut = (choices)(MAGNITUDE(H(k, k - 1)) <= bound) & (choices)((double)k <= b->last);
      b->first = CHOICE(b->first, (numbers)(double)k, cut);
      H(k, k - 1) = CHOICE(H(k, k - 1), zero, cut);
    }
    const choices single = (choices)(b->first == b->last);
    const choices pair = (choices)(b->first == b->last - 1) & (choices)(b->last > 0);
    if (!ANY(single | pair)) return;
    for (long k = 0; k <= end; k++) {
      const choices here = (choices)(b->last == (double)k), alone = here & single, both = here & pair;
      AT(real, k) = CHOICE(AT(real, k), H(k, k), alone);
      if (k == 0 || !ANY(both)) continue;
      const numbers low = H(k, k), p = 0.5 * (H(k - 1, k - 1) - low), product = H(k, k - 1) * H(k - 1, k);
      const numbers q = p * p + product, root = ROOT(MAGNITUDE(q));
      const choices apart = (choices)(q >= 0);
      const numbers z = p + SIGNED(root, p), one = 1, divisor = CHOICE(z, one, (choices)(z == 0));
      AT(real, k - 1) = CHOICE(AT(real, k - 1), CHOICE(low + p, low + z, apart), both);
      AT(real, k) = CHOICE(AT(real, k), CHOICE(low + p, low - product / divisor, apart), both);
      AT(imaginary, k - 1) = CHOICE(AT(imaginary, k - 1), root, both & ~apart);
      AT(imaginary, k) = CHOICE(AT(imaginary, k), -root, both & ~apart);
    }
    b->last = CHOICE(b->last, b->last - 1, single);
    b->last = CHOICE(b->last, b->last - 2, pair);
    b->steps = CHOICE(b->steps, zero, single | pair);
  }
}

// One double-shift QR step of every lane that is at work, on its block of three rows or more.
CL_INLINE void step(double *h, long n, const blocks *b) {
  const choices works = (choices)(b->last >= 0);
  const long end = greatest(&b->last);
  const numbers distances = CHOICE((numbers)(double)-n, -b->first, works);
  const long begin = -greatest(&distances);
  // The shifts are the eigenvalues of the block's last two rows and columns, or of what is made up where they do not help.
  numbers low = 0, high = 0, product = 0;
  const choices exception = (choices)(b->steps == STEPS_TO_EXCEPTION) | (choices)(b->steps == 2 * STEPS_TO_EXCEPTION) |
                            (choices)(b->steps == 4 * STEPS_TO_EXCEPTION);
  for (long k = begin + 2; k <= end; k++) {
    const choices here = (choices)(b->last == (double)k);
    const numbers size = MAGNITUDE(H(k, k - 1)) + MAGNITUDE(H(k - 1, k - 2)), other = H(k, k) + 0.75 * size;
    low = CHOICE(low, CHOICE(H(k, k), other, exception), here);
    high = CHOICE(high, CHOICE(H(k - 1, k - 1), other, exception), here);
    product = CHOICE(product, CHOICE(H(k, k - 1) * H(k - 1, k), -0.4375 * size * size, exception), here);
  }
  for (long k = begin; k < end; k++) {
    const int three = k + 2 <= end;
    const choices starts = (choices)(b->first == (double)k) & works;
    const choices follows = (choices)(b->first < (double)k) & (choices)(b->last > (double)k);
    numbers v0 = 0, v1 = 0, v2 = 0;
    if (k > begin) {
      v0 = H(k, k - 1);
      v1 = H(k + 1, k - 1);
      if (three) v2 = H(k + 2, k - 1);
    }
    if (three && ANY(starts)) {
      const numbers top = H(k, k), below = H(k + 1, k), r = low - top, s = high - top;
      v0 = CHOICE(v0, r * s - product + H(k, k + 1) * below, starts);
      v1 = CHOICE(v1, below * (H(k + 1, k + 1) - top - r - s), starts);
      v2 = CHOICE(v2, below * H(k + 2, k + 1), starts);
    }
    const numbers squares = v1 * v1 + v2 * v2;
    const choices moves = starts | follows;
    reflection r;
    reflect(&r, &v0, &squares, &moves);
    if (k > begin) {
      H(k, k - 1) = CHOICE(H(k, k - 1), r.image, follows);
      H(k + 1, k - 1) = CHOICE(H(k + 1, k - 1), (numbers)0.0, follows);
      if (three) H(k + 2, k - 1) = CHOICE(H(k + 2, k - 1), (numbers)0.0, follows);
    }
    const numbers f0 = r.factor * r.head, f1 = r.factor * v1, f2 = r.factor * v2;
    v0 = r.head;
    if (three) {
      for (long j = k; j <= end; j++) {
        const numbers sum = v0 * H(k, j) + v1 * H(k + 1, j) + v2 * H(k + 2, j);
        H(k, j) -= sum * f0;
        H(k + 1, j) -= sum * f1;
        H(k + 2, j) -= sum * f2;
      }
      const long deepest = k + 3 < end ? k + 3 : end;
      for (long i = begin; i <= deepest; i++) {
        const numbers sum = v0 * H(i, k) + v1 * H(i, k + 1) + v2 * H(i, k + 2);
        H(i, k) -= sum * f0;
        H(i, k + 1) -= sum * f1;
        H(i, k + 2) -= sum * f2;
      }
    } else {
      for (long j = k; j <= end; j++) {
        const numbers sum = v0 * H(k, j) + v1 * H(k + 1, j);
        H(k, j) -= sum * f0;
        H(k + 1, j) -= sum * f1;
      }
      for (long i = begin; i <= end; i++) {
        const numbers sum = v0 * H(i, k) + v1 * H(i, k + 1);
        H(i, k) -= sum * f0;
        H(i, k + 1) -= sum * f1;
      }
    }
  }
}

CL_EVERY_PROCESSOR unsigned cl_eigenvalues(double *matrices, long n, double *reals, double *imaginaries) {
  unsigned failed = 0;
  for (long lane = 0; lane < ROW; lane += TOGETHER) {
    double *h = matrices + lane, *real = reals + lane, *imaginary = imaginaries + lane;
    for (long k = 0; k < n; k++) AT(real, k) = AT(imaginary, k) = 0;
    numbers unit;
    choices sound;
    scale(h, n, &unit, &sound);
    balance(h, n);
    reduce(h, n);
    blocks b = {0, (double)(n - 1), 0};
    for (;;) {
      deflate(h, n, &b, real, imaginary);
      b.steps += 1;
      const choices stuck = (choices)(b.steps > MOST_STEPS) & (choices)(b.last >= 0);
      sound &= ~stuck;
      b.last = CHOICE(b.last, (numbers)-1.0, stuck);
      if (greatest(&b.last) < 0) break;
      step(h, n, &b);
    }
    for (long k = 0; k < n; k++) {
      AT(real, k) *= unit;
      AT(imaginary, k) *= unit;
    }
    for (long i = 0; i < TOGETHER; i++) failed |= sound[i] ? 0 : 1u << (lane + i);
  }
  return failed;
}
