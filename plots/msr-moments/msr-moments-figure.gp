# `gnuplot msr-moments-figure.gp`, from any folder, draws msr-moments-figure.svg and msr-moments-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'msr-moments-figure'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Moments of generated and real pixels: median and extremes of 3 seeds' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'epoch'
set ylabel 'root mean squared difference of moments'
set logscale y
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'msr-moments-figure-1.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#0072b2' notitle, \
    folder.'msr-moments-figure-1.tsv' skip 1 using 1:4:5 with filledcurves fs transparent solid 0.25 noborder fc rgb '#d55e00' notitle, \
    folder.'msr-moments-figure-1.tsv' skip 1 using 1:6:7 with filledcurves fs transparent solid 0.25 noborder fc rgb '#009e73' notitle, \
    folder.'msr-moments-figure-1.tsv' skip 1 using 1:8 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 title 'order 1', \
    folder.'msr-moments-figure-2.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt (2.5,3.5) title 'order 1, data against data', \
    folder.'msr-moments-figure-1.tsv' skip 1 using 1:9 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 'order 2', \
    folder.'msr-moments-figure-2.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt (2.5,3.5) title 'order 2, data against data', \
    folder.'msr-moments-figure-1.tsv' skip 1 using 1:10 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 title 'order 3', \
    folder.'msr-moments-figure-2.tsv' skip 1 using 1:4 with lines lw 1.5 lc rgb '#009e73' dt (2.5,3.5) title 'order 3, data against data'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 1fcd9d0fc9fe7b95b642f279cb7acb9b63b7206b7fdb11d5ba2f672af408b663
