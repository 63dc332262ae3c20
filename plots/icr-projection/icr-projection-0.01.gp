# `gnuplot icr-projection-0.01.gp`, from any folder, draws icr-projection-0.01.svg and icr-projection-0.01.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-projection-0.01'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,757 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,757 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Projection model problem, step size 0.01: what' . "\n" . 'D sees large is right, until it snaps out' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'SimGD, η = (100, 1), seed 7' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t, in thousands'
  set ylabel 'θ'
  set logscale y
  set format y '10^{%T}'
  set yrange [0.03:60]
  set arrow from graph 0, first 2 to graph 1, first 2 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0,0.4822
  set size 0.5,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-projection-0.01.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-projection-0.01.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'CGD, η = (100, 1), seed 7' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t, in thousands'
  set ylabel 'θ'
  set logscale y
  set format y '10^{%T}'
  set yrange [0.03:60]
  set arrow from graph 0, first 2 to graph 1, first 2 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0.4822
  set size 0.5,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-projection-0.01.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-projection-0.01.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'SimGD, η = (1, 100), seed 26' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t, in thousands'
  set ylabel 'θ'
  set logscale y
  set format y '10^{%T}'
  set yrange [0.03:60]
  set arrow from graph 0, first 2 to graph 1, first 2 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0,0.0462
  set size 0.5,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-projection-0.01.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-projection-0.01.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'CGD, η = (1, 100), seed 26' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t, in thousands'
  set ylabel 'θ'
  set logscale y
  set format y '10^{%T}'
  set yrange [0.03:60]
  set arrow from graph 0, first 2 to graph 1, first 2 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0.0462
  set size 0.5,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'icr-projection-0.01.tsv' skip 1 using 1:8 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'icr-projection-0.01.tsv' skip 1 using 1:9 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.0462
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'θ_{1}', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'θ_{2}', \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'data: both 2'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 3af06059f74832ed16f0c12fa05af84bd1c1ffce5b303e08cb7f6bde3395046a
