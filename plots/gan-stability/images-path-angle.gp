# `gnuplot images-path-angle.gp`, from any folder, draws images-path-angle.svg and images-path-angle.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'images-path-angle'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,392 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,392 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Gradient field along the path from the first' . "\n" . 'parameters to where the GAN on images rests' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Angle' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'place α on the path, 0 its start and 1 its end'
  set ylabel 'cos ∠(ω_{1} − ω_{2}, ξ(ω_{α}))'
  set yrange [-1.05:1.05]
  set arrow from 1, graph 0 to 1, graph 1 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set arrow from graph 0, first 0 to graph 1, first 0 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0,0
  set size 0.5,0.8418
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'images-path-angle.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'Length' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'place α on the path, 0 its start and 1 its end'
  set ylabel '‖ξ(ω_{α})‖'
  set logscale y
  set format y '10^{%T}'
  set arrow from 1, graph 0 to 1, graph 1 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0
  set size 0.5,0.8418
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'images-path-angle.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 18d5f308488e3eedb890551b5519f50876171f3884049963fb742ddfbe4cbc31
