// The kernel's loop, included once for each of two functions: one that may fuse multiplications and additions, and one that
// rounds twice as a program that is written down on Double does.
static void RUN_ROWS(const job *j) {
  const double a2 = 2 * j->a, b = j->b, c2 = 2 * j->c;
  for (int row = j->first; row < j->side; row += j->stride) {
    for (int column = 0; column < j->side; column += LANES * GROUPS) {
      lanes x[GROUPS], y[GROUPS], p[GROUPS], q[GROUPS];
      for (int g = 0; g < GROUPS; g++) {
        for (int l = 0; l < LANES; l++) {
          x[g][l] = y[g][l] = 1;
          p[g][l] = value(j, column + g * LANES + l);
          q[g][l] = value(j, row);
        }
      }
      if (j->cgd) {
        lanes d[GROUPS];
        for (int g = 0; g < GROUPS; g++) d[g] = 1 / (1 + p[g] * q[g] * (b * b));
        for (int t = 0; t < j->steps; t++) {
          for (int g = 0; g < GROUPS; g++) {
            lanes gx = a2 * x[g] + b * y[g], gy = b * x[g] + c2 * y[g];
            x[g] -= p[g] * d[g] * (gx + q[g] * b * gy);
            y[g] += q[g] * d[g] * (gy - p[g] * b * gx);
          }
        }
      } else {
        for (int t = 0; t < j->steps; t++) {
          for (int g = 0; g < GROUPS; g++) {
            lanes gx = a2 * x[g] + b * y[g], gy = b * x[g] + c2 * y[g];
            x[g] -= p[g] * gx;
            y[g] += q[g] * gy;
          }
        }
      }
      memcpy(j->x + (long)row * j->side + column, x, sizeof x);
      memcpy(j->y + (long)row * j->side + column, y, sizeof y);
    }
  }
}
