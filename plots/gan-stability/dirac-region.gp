# `gnuplot dirac-region.gp`, from any folder, draws dirac-region.svg and dirac-region.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'dirac-region'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Step sizes at which SimGD is stable on the Dirac-GAN with R_{1}, γ = 0.3' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'step size η_{G}'
set logscale x
set format x '10^{%T}'
set ylabel 'step size η_{D}'
set logscale y
set format y '10^{%T}'
set key outside right top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'dirac-region-1.tsv' skip 1 using 1:2 with points pt 7 ps 0.8 lw 1.5 lc rgb '#0072b2' title 'stable', \
    folder.'dirac-region-2.tsv' skip 1 using 1:2 with points pt 2 ps 0.9 lw 1.5 lc rgb '#d55e00' title 'unstable', \
    folder.'dirac-region-3.tsv' skip 1 using 1:2 with linespoints lw 1.5 lc rgb '#000000' dt solid pt 13 ps 1.2 title 'boundary', \
    folder.'dirac-region-4.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'theory'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 17dad7c4db8d61d316b5e45818ed82f97f3d9596f754793f95d1a17b72e40725
