# `gnuplot ring-iteration-eigenvalues.gp`, from any folder, draws ring-iteration-eigenvalues.svg and ring-iteration-eigenvalues.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'ring-iteration-eigenvalues'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,422 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,422 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Leading eigenvalues of the iteration where the GAN on ring rests' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Whole' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'real part of λ'
  set ylabel 'imaginary part of λ'
  set size ratio -1
  set origin 0,0.128
  set size 0.5,0.782
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'ring-iteration-eigenvalues-1.tsv' skip 1 using 1:2 with points pt 7 ps 0.12 lw 1.5 lc rgb '#555555' notitle, \
    folder.'ring-iteration-eigenvalues-2.tsv' skip 1 using 1:2 with points pt 7 ps 0.9 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Around the leading eigenvalues' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'real part of λ'
  set xrange [0.9919369692091258:0.999566208918094]
  set xtics 0.002
  set ylabel 'imaginary part of λ'
  set yrange [-0.15596160309636348:0.15596160309636348]
  set origin 0.5,0.128
  set size 0.5,0.782
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'ring-iteration-eigenvalues-3.tsv' skip 1 using 1:2 with points pt 7 ps 0.12 lw 1.5 lc rgb '#555555' notitle, \
    folder.'ring-iteration-eigenvalues-2.tsv' skip 1 using 1:3 with points pt 7 ps 0.9 lw 1.5 lc rgb '#0072b2' notitle
  reset
  set origin 0,0
  set size 1,0.128
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with points pt 7 ps 0.12 lw 1.5 lc rgb '#555555' title 'unit circle: outside of it disturbances grow', \
    keyentry with points pt 7 ps 0.9 lw 1.5 lc rgb '#0072b2' title 'SimGD at the boundary, η_{D} = 1.8268495'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 c226a623f45fecb35f105a04bbc4a86651edd357604772b4e6501c851bdedb27
