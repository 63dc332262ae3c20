folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
set terminal pngcairo size 1150,620 font "DejaVu Sans,12"
set output folder."fast-mode.png"
set title "ACGD on MNIST (ICR pair, WGAN): exact and fast mode on equal budgets" font ",13"
set xlabel "budget (steps of exact ACGD in the same time)"
set ylabel "sliced Wasserstein distance to the data / noise floor"
set logscale y 2
set yrange [1:*]
set grid lc rgb "#dddddd"
set key outside right top Left reverse
set datafile separator tab
plot folder."exact.tsv" skip 1 using 1:3 with linespoints lc rgb "#0072b2" lw 2 pt 7 title "exact: curvature of all 64", \
  folder."curvature-of-16.tsv" skip 1 using 1:3 with linespoints lc rgb "#d55e00" lw 2 dt 2 pt 5 title "curvature of 16", \
  folder."curvature-of-8.tsv" skip 1 using 1:3 with linespoints lc rgb "#009e73" lw 2 dt 3 pt 9 title "curvature of 8"
