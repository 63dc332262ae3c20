# `gnuplot cgd-covariance-d-20.gp`, from any folder, draws cgd-covariance-d-20.svg and cgd-covariance-d-20.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cgd-covariance-d-20'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Covariance estimation, d = 20: what 100000 passes buy (diverged runs are not drawn)' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'passes: gradients and Hessian products'
set xrange [0:100000]
set ylabel 'error √(‖VVᵀ − Σ‖^{2} + ‖½(W + Wᵀ)‖^{2})'
set logscale y
set format y '10^{%T}'
set key outside right top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1000,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1000,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'cgd-covariance-d-20-1.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid title 'CGD, η = 0.005', \
    folder.'cgd-covariance-d-20-2.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt (12,5) title 'CGD, η = 0.025', \
    folder.'cgd-covariance-d-20-3.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt (12,4,2,4) title 'CGD, η = 0.1', \
    folder.'cgd-covariance-d-20-4.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt (2.5,3.5) title 'CGD, η = 0.4', \
    folder.'cgd-covariance-d-20-1.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt solid title 'OGDA, η = 0.005', \
    folder.'cgd-covariance-d-20-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'OGDA, η = 0.025', \
    folder.'cgd-covariance-d-20-5.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#009e73' dt solid title 'SGA, η = 0.005', \
    folder.'cgd-covariance-d-20-5.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#cc79a7' dt solid title 'ConOpt, η = 0.005'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 b1878e26a6af32406e5b0dc98917f6d2d9ba228e8f21c1c8a4588f0f82bf31ab
