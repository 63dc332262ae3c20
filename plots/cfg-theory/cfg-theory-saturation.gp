# `gnuplot cfg-theory-saturation.gp`, from any folder, draws cfg-theory-saturation.svg and cfg-theory-saturation.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-saturation'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,427 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,427 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'N(m, 1) towards N(0, 1) with the exact D: what is left' . "\n" . 'of CFG' . "'" . 's step under the scalings of GAN0 and GAN1' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'how far particles move, E_{p} s' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'distance m'
  set ylabel 'share of CFG' . "'" . 's'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-05:2]
  set origin 0,0.082
  set size 0.5,0.7728
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-saturation.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-saturation.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-saturation.tsv' skip 1 using 1:4 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'how far KL(p*‖p) falls, E_{p*} s' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'distance m'
  set ylabel 'share of CFG' . "'" . 's'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-05:2]
  set origin 0.5,0.082
  set size 0.5,0.7728
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-saturation.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-saturation.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.082
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'GAN0, s = d', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'GAN1, s = 1 - d', \
    keyentry with lines lw 1.75 lc rgb '#000000' dt (12,5) title '½e^{-m²/8}'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 ed07c9413160731a18049a84d7c4deccf2f4208999bb5ffd136f41f19d060b2e
