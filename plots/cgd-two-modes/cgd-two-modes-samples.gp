# `gnuplot cgd-two-modes-samples.gp`, from any folder, draws cgd-two-modes-samples.svg and cgd-two-modes-samples.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cgd-two-modes-samples'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1200,733 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1200,733 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title '512 samples of the first seed' . "'" . 's generator at the end, η = 0.8' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'GDA' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-0.5:2]
  set ylabel 'second coordinate'
  set yrange [-1:1.5]
  set size ratio 1
  set origin 0,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-two-modes-samples-1.tsv' skip 1 using 1:2 with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'cgd-two-modes-samples-2.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cgd-two-modes-samples-3.tsv' skip 1 using 1:2 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'OGDA' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-0.5:2]
  set ylabel 'second coordinate'
  set yrange [-1:1.5]
  set size ratio 1
  set origin 0.3333,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-two-modes-samples-4.tsv' skip 1 using 1:2 with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'cgd-two-modes-samples-2.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cgd-two-modes-samples-3.tsv' skip 1 using 1:3 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'SGA' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-0.5:2]
  set ylabel 'second coordinate'
  set yrange [-1:1.5]
  set size ratio 1
  set origin 0.6667,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-two-modes-samples-5.tsv' skip 1 using 1:2 with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'cgd-two-modes-samples-2.tsv' skip 1 using 1:4 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cgd-two-modes-samples-3.tsv' skip 1 using 1:4 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'ConOpt' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-0.5:2]
  set ylabel 'second coordinate'
  set yrange [-1:1.5]
  set size ratio 1
  set origin 0,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-two-modes-samples-6.tsv' skip 1 using 1:2 with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'cgd-two-modes-samples-2.tsv' skip 1 using 1:5 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cgd-two-modes-samples-3.tsv' skip 1 using 1:5 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'CGD' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-0.5:2]
  set ylabel 'second coordinate'
  set yrange [-1:1.5]
  set size ratio 1
  set origin 0.3333,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-two-modes-samples-7.tsv' skip 1 using 1:2 with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'cgd-two-modes-samples-2.tsv' skip 1 using 1:6 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cgd-two-modes-samples-3.tsv' skip 1 using 1:6 with lines lw 1.5 lc rgb '#000000' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.0477
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with points pt 7 ps 0.3 lw 1.5 lc rgb '#0072b2' title 'samples', \
    keyentry with lines lw 1.5 lc rgb '#000000' dt (12,5) title 'three deviations around a mode'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 7bc695495997c90af73353aa8e73ce73f8daf539ba2684385279e74d3e48cf89
