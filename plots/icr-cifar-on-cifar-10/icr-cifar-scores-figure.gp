# `gnuplot icr-cifar-scores-figure.gp`, from any folder, draws icr-cifar-scores-figure.svg and icr-cifar-scores-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-cifar-scores-figure'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1100,560 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1100,560 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Distance of samples to test images: icr-cifar-eighth on' . "\n" . 'cifar-10-train, 300 steps; medians and extremes of the seeds' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'JSD' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'bound on D'
  set xrange [-0.6:4.6]
  set xtics ('none' 0, 'GP' 1, 'SN' 2, 'decay' 3, 'dropout' 4)
  set ylabel 'Fréchet distance, classifier' . "'" . 's features'
  set logscale y
  set format y '10^{%T}'
  set yrange [3.4665788198989502:*]
  set arrow from graph 0, first 4.9522554569985004 to graph 1, first 4.9522554569985004 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0,0.0964
  set size 0.5,0.7929
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-cifar-scores-figure-1.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-2.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-3.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-4.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-5.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-6.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'icr-cifar-scores-figure-7.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-8.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-9.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-10.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-11.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-12.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'icr-cifar-scores-figure-13.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-14.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-15.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-16.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-17.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-18.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'WGAN' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'bound on D'
  set xrange [-0.6:4.6]
  set xtics ('none' 0, 'GP' 1, 'SN' 2, 'decay' 3, 'dropout' 4)
  set ylabel 'Fréchet distance, classifier' . "'" . 's features'
  set logscale y
  set format y '10^{%T}'
  set yrange [3.4665788198989502:*]
  set arrow from graph 0, first 4.9522554569985004 to graph 1, first 4.9522554569985004 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0.0964
  set size 0.5,0.7929
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-cifar-scores-figure-1.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-2.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-3.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-4.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-5.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-cifar-scores-figure-6.tsv' skip 1 using 1:3 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'icr-cifar-scores-figure-7.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-8.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-9.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-10.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-11.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#d55e00' dt solid notitle, \
    folder.'icr-cifar-scores-figure-12.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'icr-cifar-scores-figure-13.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-14.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-15.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-16.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-17.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#009e73' dt solid notitle, \
    folder.'icr-cifar-scores-figure-18.tsv' skip 1 using 1:3 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle
  reset
  set origin 0,0
  set size 1,0.0964
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'data against data', \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'Adam, as many steps as ACGD', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'Adam, as much time as ACGD', \
    keyentry with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' title 'ACGD'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 59acb1cba79e653048be76f4e237338e90f3d45c6fa87178844efc217eddd37f
