# `gnuplot gan-scaling-width.gp`, from any folder, draws gan-scaling-width.svg and gan-scaling-width.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'gan-scaling-width'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1000,480 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1000,480 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'dc-cifar, batch 64, 2 threads: a step of Adam and of ACGD (1e-2) over the width' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Time of a step' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'width w (channels of D' . "'" . 's first convolution)'
  set xrange [26:102]
  set xtics ('32' 32, '64' 64, '96' 96)
  set ylabel 'median time of a step (ms)'
  set logscale y
  set origin 0,0.0729
  set size 0.5,0.8479
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'gan-scaling-width.tsv' skip 1 using 1:2 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:3 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:4 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:5 with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Peak memory that the steps add' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'width w (channels of D' . "'" . 's first convolution)'
  set xrange [26:102]
  set xtics ('32' 32, '64' 64, '96' 96)
  set ylabel 'peak resident memory (MiB)'
  set yrange [0:*]
  set origin 0.5,0.0729
  set size 0.5,0.8479
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'gan-scaling-width.tsv' skip 1 using 1:6 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:7 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:8 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 notitle, \
    folder.'gan-scaling-width.tsv' skip 1 using 1:9 with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 notitle
  reset
  set origin 0,0
  set size 1,0.0729
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 title 'Adam, Counterplay', \
    keyentry with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 'Adam, PyTorch', \
    keyentry with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 title 'ACGD, Counterplay', \
    keyentry with linespoints lw 2 lc rgb '#cc79a7' dt (2.5,3.5) pt 13 ps 1 title 'ACGD, CGDs'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 af784c7f8431d30074993978e208e6659e2071a89d12cfaa47e320af0f796554
