# `gnuplot icr-dilemma-losses.gp`, from any folder, draws icr-dilemma-losses.svg and icr-dilemma-losses.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-dilemma-losses'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'The best unconstrained D on 300 real and 300' . "\n" . 'generated samples: near-perfect against all' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 4
set xlabel 'what the generator makes'
set xrange [-0.5:3.5]
set xtics ('digits' 0, 'moved' 1, 'shuffled' 2, 'noise' 3)
set ylabel 'loss, or share'
set logscale y
set format y '10^{%T}'
set yrange [1e-05:3]
set arrow from graph 0, first 1.3862943611198906 to graph 1, first 1.3862943611198906 nohead back lw 1 lc rgb '#555555' dt (12,5)
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-dilemma-losses-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'D' . "'" . 's loss on the samples', \
    folder.'icr-dilemma-losses-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'its accuracy on fresh samples', \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'loss of a D that knows nothing, 2 log 2'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 f3def997a2cdeec31719c0449be0d1622693e16e7273028e1126b8050c5f5e80
