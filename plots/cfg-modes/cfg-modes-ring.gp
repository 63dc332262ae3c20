# `gnuplot cfg-modes-ring.gp`, from any folder, draws cfg-modes-ring.svg and cfg-modes-ring.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-modes-ring'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1200,733 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1200,733 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Samples on the ring of Gaussians after about equal time, rivals at their best step sizes' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'xICFG: 8 modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:2 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-2.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'GAN0: 8 modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0.3333,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:3 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-3.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'GAN1: 8 modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0.6667,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:4 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-4.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'WGAN, clipped: 8' . "\n" . 'modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 3
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:5 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-5.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'WGAN-GP: 8 modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0.3333,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:6 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-6.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'ACGD: 8 modes in the median' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x_{1}'
  set xrange [-5.5:5.5]
  set ylabel 'x_{2}'
  set yrange [-5.5:5.5]
  set size ratio -1
  set origin 0.6667,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-modes-ring-1.tsv' skip 1 using 1:7 with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' notitle, \
    folder.'cfg-modes-ring-7.tsv' skip 1 using 1:2 with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' notitle
  reset
  set origin 0,0
  set size 1,0.0477
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with points pt 6 ps 0.4 lw 1.5 lc rgb '#8c8c8c' title 'data', \
    keyentry with points pt 7 ps 0.4 lw 1.5 lc rgb '#d55e00' title 'samples, first seed'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 6e1795cd1e2103a6cd09b919d928c5e4f4cf229ab4f55a6a64b6c85b2c2a113d
