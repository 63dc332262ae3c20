# `gnuplot msr-realizable-errors-figure.gp`, from any folder, draws msr-realizable-errors-figure.svg and msr-realizable-errors-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'msr-realizable-errors-figure'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1000,520 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1000,520 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'A hierarchy of sparse codes learned layer by layer: a point a seed' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '8 channels' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'draws N'
  set logscale x
  set ylabel 'error'
  set logscale y
  set origin 0,0.1038
  set size 0.5,0.8231
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'msr-realizable-errors-figure-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'msr-realizable-errors-figure-2.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt (12,5) notitle, \
    folder.'msr-realizable-errors-figure-1.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'msr-realizable-errors-figure-2.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '8000 draws' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'dimension d'
  set logscale x
  set ylabel 'error'
  set logscale y
  set origin 0.5,0.1038
  set size 0.5,0.8231
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'msr-realizable-errors-figure-3.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'msr-realizable-errors-figure-4.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.1038
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'columns of W_{1}', \
    keyentry with lines lw 1.5 lc rgb '#0072b2' dt (12,5) title 'exponent -0.50 ± 0.04', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'second layer V', \
    keyentry with lines lw 1.5 lc rgb '#d55e00' dt (12,5) title 'exponent -0.16 ± 0.18', \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'columns of W_{1}, by d', \
    keyentry with lines lw 1.5 lc rgb '#0072b2' dt (12,5) title 'exponent -0.13 ± 0.81'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 3c41730cf4ba4bf3775c4002a9aad17e710cfdd850f5f02fe788d6bcc7caaee5
