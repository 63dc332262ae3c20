# `gnuplot icr-mnist-gradient.gp`, from any folder, draws icr-mnist-gradient.svg and icr-mnist-gradient.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-mnist-gradient'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'The push on G, which does not move, while D trains:' . "\n" . 'icr-mnist-eighth on mnist-train, 5 seeds: median and extremes' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 4
set xlabel 'steps after the checkpoint'
set ylabel '‖∇_{G}‖ of the non-saturating loss'
set logscale y
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-mnist-gradient-1.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#0072b2' notitle, \
    folder.'icr-mnist-gradient-2.tsv' skip 1 using 1:2:3 with filledcurves fs transparent solid 0.25 noborder fc rgb '#d55e00' notitle, \
    folder.'icr-mnist-gradient-2.tsv' skip 1 using 1:4:5 with filledcurves fs transparent solid 0.25 noborder fc rgb '#009e73' notitle, \
    folder.'icr-mnist-gradient-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#0072b2' dt solid title 'D alone, SGD', \
    folder.'icr-mnist-gradient-2.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'D alone, one-sided ACGD', \
    folder.'icr-mnist-gradient-2.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'D alone, one-sided CGD'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 66d8e1d249c839e28fe5ca61c1cb7e633a4068369f1f831a6841f36e3d8627ac
