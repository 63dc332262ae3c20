# `gnuplot cfg-theory-first-order.gp`, from any folder, draws cfg-theory-first-order.svg and cfg-theory-first-order.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-first-order'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,446 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,446 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'The drop of KL(p*‖p) in a step comes' . "\n" . 'to η∫p* s‖∇D‖² as η → 0, whatever s' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'two modes, 1-D' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step size η'
  set logscale x
  set ylabel '1 - drop/(η∫p* s‖∇D‖²), size'
  set logscale y
  set format y '10^{%T}'
  set origin 0,0.1211
  set size 0.5,0.7399
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-first-order.tsv' skip 1 using 1:2 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:3 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:4 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:5 with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'three modes, 2-D' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step size η'
  set logscale x
  set ylabel '1 - drop/(η∫p* s‖∇D‖²), size'
  set logscale y
  set format y '10^{%T}'
  set origin 0.5,0.1211
  set size 0.5,0.7399
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-first-order.tsv' skip 1 using 1:6 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:7 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:8 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 notitle, \
    folder.'cfg-theory-first-order.tsv' skip 1 using 1:9 with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 notitle
  reset
  set origin 0,0
  set size 1,0.1211
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 title 'cfg, s = 1', \
    keyentry with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 'gan0, s = d', \
    keyentry with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 title 'gan1, s = 1 - d', \
    keyentry with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 title 'doubt, s = 4d(1 - d)'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 3f621bd229305e1b7b1c7d95d1d64f6c28cdfe75ab541efd7d1e0c98ec71e795
