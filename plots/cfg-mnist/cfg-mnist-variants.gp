# `gnuplot cfg-mnist-variants.gp`, from any folder, draws cfg-mnist-variants.svg and cfg-mnist-variants.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-mnist-variants'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1120,620 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1120,620 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Samples scored against the time of training: mnist,' . "\n" . 'variants of xICFG, medians and extremes of 3 seeds' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'inception score' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'time of training (s)'
  set ylabel 'inception score'
  set origin 0,0.0565
  set size 0.5,0.8435
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-mnist-variants-1.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#0072b2' notitle, \
    folder.'cfg-mnist-variants-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-mnist-variants-2.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#d55e00' notitle, \
    folder.'cfg-mnist-variants-2.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-mnist-variants-3.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#009e73' notitle, \
    folder.'cfg-mnist-variants-3.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-mnist-variants-4.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#cc79a7' notitle, \
    folder.'cfg-mnist-variants-4.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'diversity score' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'time of training (s)'
  set ylabel 'diversity score'
  set origin 0.5,0.0565
  set size 0.5,0.8435
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-mnist-variants-1.tsv' skip 1 using 1:5:6 with filledcurves fs transparent solid 0.25 noborder fc rgb '#0072b2' notitle, \
    folder.'cfg-mnist-variants-1.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-mnist-variants-2.tsv' skip 1 using 1:5:6 with filledcurves fs transparent solid 0.25 noborder fc rgb '#d55e00' notitle, \
    folder.'cfg-mnist-variants-2.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-mnist-variants-3.tsv' skip 1 using 1:5:6 with filledcurves fs transparent solid 0.25 noborder fc rgb '#009e73' notitle, \
    folder.'cfg-mnist-variants-3.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-mnist-variants-4.tsv' skip 1 using 1:5:6 with filledcurves fs transparent solid 0.25 noborder fc rgb '#cc79a7' notitle, \
    folder.'cfg-mnist-variants-4.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle
  reset
  set origin 0,0
  set size 1,0.0565
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'xICFG', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'xICFG, fresh points', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'xICFG, running statistics', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title 'xICFG, no normalization'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 95d6bb570e72d05cca3d03b0c80ee5dd6d6370fb3eda5f9bfb1888af0b5834af
