# `gnuplot few-labels-accuracy.gp`, from any folder, draws few-labels-accuracy.svg and few-labels-accuracy.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'few-labels-accuracy'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1000,520 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1000,520 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Accuracy of a classifier by how its encoder begins: mnist-train, a point a seed' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '100 labels' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'encoder'
  set xrange [-0.6:4.6]
  unset xtics
  set ylabel 'accuracy on the test set'
  set origin 0,0.1038
  set size 0.5,0.8231
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'few-labels-accuracy-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'few-labels-accuracy-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'few-labels-accuracy-3.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'few-labels-accuracy-4.tsv' skip 1 using 1:2 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'few-labels-accuracy-5.tsv' skip 1 using 1:2 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '1000 labels' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'encoder'
  set xrange [-0.6:4.6]
  unset xtics
  set ylabel 'accuracy on the test set'
  set origin 0.5,0.1038
  set size 0.5,0.8231
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'few-labels-accuracy-1.tsv' skip 1 using 1:3 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'few-labels-accuracy-2.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'few-labels-accuracy-3.tsv' skip 1 using 1:3 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'few-labels-accuracy-4.tsv' skip 1 using 1:3 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'few-labels-accuracy-5.tsv' skip 1 using 1:3 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle
  reset
  set origin 0,0
  set size 1,0.1038
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'from scratch', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'autoencoder' . "'" . 's, tuned', \
    keyentry with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' title 'autoencoder' . "'" . 's, at rest', \
    keyentry with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' title 'VAE' . "'" . 's, tuned', \
    keyentry with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' title 'VAE' . "'" . 's, at rest'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 51d1fb2f01074ec6ed478198d6d2602a17dae8d0799454adb63ec1386617d0d8
