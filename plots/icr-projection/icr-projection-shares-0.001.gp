# `gnuplot icr-projection-shares-0.001.gp`, from any folder, draws icr-projection-shares-0.001.svg and icr-projection-shares-0.001.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-projection-shares-0.001'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Share of the steps in which a coordinate is right, step size 0.001' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'method and η = (η_{11}, η_{22})'
set xrange [-0.6:5.6]
set xtics ('SimGD, (100, 1)' 0, 'CGD, (100, 1)' 1, 'SimGD, (1, 100)' 2, 'CGD, (1, 100)' 3, 'SimGD, (1, 1)' 4, 'CGD, (1, 1)' 5)
set ylabel 'share of steps with |θ_{i} − 2| < 0.1'
set yrange [-0.02:1.02]
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1150,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1150,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-projection-shares-0.001-1.tsv' skip 1 using 1:2 with points pt 7 ps 0.6 lw 1.5 lc rgb '#0072b2' title 'θ_{1}, a dot a seed', \
    folder.'icr-projection-shares-0.001-2.tsv' skip 1 using 1:2 with points pt 5 ps 0.6 lw 1.5 lc rgb '#d55e00' title 'θ_{2}, a dot a seed', \
    folder.'icr-projection-shares-0.001-3.tsv' skip 1 using 1:2 with lines lw 3 lc rgb '#000000' dt solid title 'mean of the seeds'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 6b381a5d7947a930ab652eda58485af34c193649dd9b81afdba18225400c0198
