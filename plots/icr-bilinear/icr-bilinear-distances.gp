# `gnuplot icr-bilinear-distances.gp`, from any folder, draws icr-bilinear-distances.svg and icr-bilinear-distances.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-bilinear-distances'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Bilinear game xy, η = 0.2: out, around, in' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'step t'
set ylabel 'distance to the equilibrium, ‖(x_{t}, y_{t}) − (x*, y*)‖'
set logscale y
set format y '10^{%T}'
set key outside right top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-bilinear-distances.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid title 'SimGD', \
    folder.'icr-bilinear-distances.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'AltGD', \
    folder.'icr-bilinear-distances.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'CGD', \
    folder.'icr-bilinear-distances.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'spectral radius^{ t}', \
    folder.'icr-bilinear-distances.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 dd1bc5e548a1fb4d68934392ec40cb516a5398ffe226dcf59e5133077b814172
