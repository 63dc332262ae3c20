# `gnuplot icr-dilemma-shifts.gp`, from any folder, draws icr-dilemma-shifts.svg and icr-dilemma-shifts.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-dilemma-shifts'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'A digit moved by a few pixels is farther from itself than another digit is' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'pixels moved, right and down'
set xrange [0.5:4.5]
set xtics 1
set ylabel 'share of 2000 digits'
set yrange [0:1.02]
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-dilemma-shifts.tsv' skip 1 using 1:2 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 title 'moved digit farther than the nearest of another class, among 60000'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 b54bd41b35b4539d1f830f92699fe73f82cc6b84f7f7e5739520805e00855093
