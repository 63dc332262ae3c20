# `gnuplot msr-layerwise-scores-figure.gp`, from any folder, draws msr-layerwise-scores-figure.svg and msr-layerwise-scores-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'msr-layerwise-scores-figure'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Level after level, lower levels resting: a point a seed' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'level'
set xrange [0.6:3.4]
set xtics ('1: 8 pixels' 1, '2: 16 pixels' 2, '3: 32 pixels' 3)
set ylabel 'Fréchet distance to test images'
set logscale y
set format y '10^{%T}'
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'msr-layerwise-scores-figure-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'learned level by level', \
    folder.'msr-layerwise-scores-figure-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'lower levels random', \
    folder.'msr-layerwise-scores-figure-3.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' title 'end to end', \
    folder.'msr-layerwise-scores-figure-4.tsv' skip 1 using 1:2 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' title 'then joint', \
    folder.'msr-layerwise-scores-figure-5.tsv' skip 1 using 1:2 with linespoints lw 1 lc rgb '#555555' dt (12,5) pt 7 ps 1 title 'data against data'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 224493fde21d4c38717d69c1bc5eac6c3b953affbdc8515763c06b75189b96d2
