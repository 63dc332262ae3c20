# `gnuplot icr-learning-speed-distances.gp`, from any folder, draws icr-learning-speed-distances.svg and icr-learning-speed-distances.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-learning-speed-distances'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'x² + 10xy + y²: both step sizes decide, and CGD converges for more' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'step t'
set ylabel 'distance to the equilibrium, ‖(x_{t}, y_{t}) − (x*, y*)‖'
set logscale y
set format y '10^{%T}'
set yrange [1e-12:10000000000]
set key outside right top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-learning-speed-distances.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid title 'SimGD, 0.09, 0.01', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'SimGD, 0.03, 0.03', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'SimGD, 0.01, 0.09', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title 'CGD, 0.09, 0.01', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) title 'CGD, 0.03, 0.03', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#56b4e9' dt (6,4) title 'CGD, 0.01, 0.09', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:8 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'spectral radius^{ t}', \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:9 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:10 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:11 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:12 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'icr-learning-speed-distances.tsv' skip 1 using 1:13 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 db3b97587481a5920c52bf19e90063aa7355bbf886913e4bc727101f4094d1e8
