# `gnuplot cfg-theory-flow.gp`, from any folder, draws cfg-theory-flow.svg and cfg-theory-flow.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-flow'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'N(-2, 3) flows to N(1, 3/2): functional gradient steps and the flow' . "'" . 's closed form' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'time t = η · steps'
set ylabel 'KL(p*‖p) (nats)'
set logscale y
set format y '10^{%T}'
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'cfg-theory-flow-1.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'the flow', \
    folder.'cfg-theory-flow-1.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#0072b2' dt solid title 'η = 0.005', \
    folder.'cfg-theory-flow-2.tsv' skip 1 using 1:2 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 'η = 0.4'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 3abb31fcc2f8e8d2cf90680a5fd5aa569a088aa09d1814cda65347146ff8402e
