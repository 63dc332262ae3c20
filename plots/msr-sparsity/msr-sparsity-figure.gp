# `gnuplot msr-sparsity-figure.gp`, from any folder, draws msr-sparsity-figure.svg and msr-sparsity-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'msr-sparsity-figure'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1140,480 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1140,480 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Hidden layers become sparse: distributions over patches, median of 3 seeds' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'layer 1, 4 pixels:' . "\n" . 'mean 0.50, then 0.52' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'active channels of a patch'
  set xrange [0:1]
  set ylabel 'share of patches (%)'
  set yrange [0:*]
  set origin 0,0.0729
  set size 0.3333,0.8479
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 3
  plot folder.'msr-sparsity-figure-1.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-2.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-3.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-4.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-5.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-6.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-7.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-8.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-9.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-10.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-11.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-12.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-13.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-14.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-15.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-16.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-17.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-18.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-19.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-20.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-21.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-22.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-23.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-24.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-25.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-26.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-27.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-28.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-29.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'layer 2, 8 pixels:' . "\n" . 'mean 0.50, then 0.49' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'active channels of a patch'
  set xrange [0:1]
  set ylabel 'share of patches (%)'
  set yrange [0:*]
  set origin 0.3333,0.0729
  set size 0.3333,0.8479
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 3
  plot folder.'msr-sparsity-figure-1.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-2.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-3.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-4.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-5.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-6.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-7.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-8.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-9.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-10.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-11.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-12.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-13.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-14.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-18.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-19.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-20.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-21.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-22.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-23.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-24.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-25.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-26.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-27.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-28.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-29.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-30.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-31.tsv' skip 1 using 1:2 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'layer 3, 16 pixels:' . "\n" . 'mean 0.50, then 0.55' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'active channels of a patch'
  set xrange [0:1]
  set ylabel 'share of patches (%)'
  set yrange [0:*]
  set origin 0.6667,0.0729
  set size 0.3333,0.8479
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 3
  plot folder.'msr-sparsity-figure-1.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-2.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-3.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-4.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-5.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-6.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-7.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-8.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-9.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-10.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-11.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-12.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-13.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-14.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#d4d4d4' notitle, \
    folder.'msr-sparsity-figure-18.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-19.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-20.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-21.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-22.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-23.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-24.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-25.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-26.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-27.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-28.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-29.tsv' skip 1 using 1:4 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-30.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle, \
    folder.'msr-sparsity-figure-31.tsv' skip 1 using 1:3 with filledcurves closed fs solid noborder fc rgb '#0072b2' notitle
  reset
  set origin 0,0
  set size 1,0.0729
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with boxes fs solid noborder fc rgb '#d4d4d4' title 'before training', \
    keyentry with boxes fs solid noborder fc rgb '#0072b2' title 'after training'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 fdb759e489b8a42b45790dc80f2d9916868d1fd34b1177a803303aa8e9e88371
