# `gnuplot cfg-theory-fitted.gp`, from any folder, draws cfg-theory-fitted.svg and cfg-theory-fitted.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-fitted'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,814 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,814 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Functional gradient steps with D fitted by' . "\n" . 'logistic regression on features, η = 0.02' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'KL(p*‖p)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'time ηt'
  set ylabel 'KL (nats)'
  set logscale y
  set origin 0,0.5184
  set size 0.5,0.4054
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-fitted-1.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-fitted-1.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-fitted-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-theory-fitted-1.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'what KL falls by per η' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'time ηt'
  set ylabel 'fall (nats)'
  set yrange [-0.05:0.1]
  set arrow from graph 0, first 0 to graph 1, first 0 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0.5184
  set size 0.5,0.4054
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#009e73' dt (2.5,3.5) notitle, \
    folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-theory-fitted-2.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'p at the end' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'x'
  set ylabel 'density'
  set origin 0,0.113
  set size 0.5,0.4054
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-fitted-3.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-fitted-4.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-fitted-5.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-theory-fitted-6.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-theory-fitted-7.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.113
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title '1, x', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title '1, x, x²', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title '1, x, x², 3 bumps', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title '1, x, x², 7 bumps', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (2.5,3.5) title '1, x, x², 3 bumps: as D_{ε} believes', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title '1, x, x², 7 bumps: as D_{ε} believes', \
    keyentry with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'p*'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 d742c7d78111c35a1d4391ccd351136ec4d2568d1b44d7ba506985d43be453ca
