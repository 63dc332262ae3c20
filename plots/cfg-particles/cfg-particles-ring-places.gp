# `gnuplot cfg-particles-ring-places.gp`, from any folder, draws cfg-particles-ring-places.svg and cfg-particles-ring-places.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-particles-ring-places'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1200,733 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1200,733 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title '8 Gaussians (ring): the first seed' . "'" . 's particles at the end' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'CFG (s = 1)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-8.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'GAN0 (s = d)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0.3333,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:3 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-9.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'GAN1 (s = 1 - d)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0.6667,0.498
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-10.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'SimGD, minimax' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:8 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:9 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:5 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-11.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Adam, log D trick' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0.3333,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:10 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:11 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:6 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-12.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'ACGD, minimax' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'first coordinate'
  set xrange [-6:6]
  set ylabel 'second coordinate'
  set yrange [-6:6]
  set size ratio 1
  set origin 0.6667,0.0477
  set size 0.3333,0.4502
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-ring-places-1.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-2.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:12 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-4.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-5.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-6.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-3.tsv' skip 1 using 1:13 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-7.tsv' skip 1 using 1:7 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle, \
    folder.'cfg-particles-ring-places-13.tsv' skip 1 using 1:2 with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set origin 0,0
  set size 1,0.0477
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'three deviations around a mode', \
    keyentry with points pt 7 ps 0.5 lw 1.5 lc rgb '#0072b2' title 'particles'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 4da67dff1ab191492eaeba7daa3a9a9f3bc4280e2348a6be9c0ba2d374a47599
