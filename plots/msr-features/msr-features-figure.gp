# `gnuplot msr-features-figure.gp`, from any folder, draws msr-features-figure.svg and msr-features-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'msr-features-figure'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'How alike G' . "'" . 's output filters and D' . "'" . 's first filters are: a point a seed' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'networks'
set xrange [-0.5:2.5]
set xtics ('untrained' 0, 'trained G, untrained D' 1, 'trained' 2)
set ylabel 'mean of the largest |cosine|'
set yrange [0:1]
unset key
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'msr-features-figure-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'msr-features-figure-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'msr-features-figure-3.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 5391c45e529fbea3aff444dfbc08453e458004cf5d58d73f8e099bd0d9f55990
