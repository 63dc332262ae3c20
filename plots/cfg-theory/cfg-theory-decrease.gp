# `gnuplot cfg-theory-decrease.gp`, from any folder, draws cfg-theory-decrease.svg and cfg-theory-decrease.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-decrease'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,446 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,446 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Functional gradient steps with the exact' . "\n" . 'D between normal densities, η = 0.05' font 'Helvetica:Bold,15'
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
  set format y '10^{%T}'
  set origin 0,0.1211
  set size 0.5,0.7399
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-decrease-1.tsv' skip 1 using 1:($2 > 0 ? $2 : NaN) with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-decrease-1.tsv' skip 1 using 1:($3 > 0 ? $3 : NaN) with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-decrease-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-theory-decrease-1.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-theory-decrease-1.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'a step' . "'" . 's gain over η∫p*‖∇D‖²' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'time ηt'
  set ylabel 'share'
  set yrange [0.85:1.1]
  set arrow from graph 0, first 0.9 to graph 1, first 0.9 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0.5,0.1211
  set size 0.5,0.7399
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-theory-decrease-2.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-theory-decrease-3.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-theory-decrease-4.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-theory-decrease-5.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-theory-decrease-6.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle
  reset
  set origin 0,0
  set size 1,0.1211
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title '1-D, from N(2, 4)', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title '1-D, from N(6, 1)', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title '1-D, from N(1, 1/2)', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title '2-D, turned and shifted', \
    keyentry with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) title '2-D, from 4 I', \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title '0.9: what is claimed'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 d089b0390caf627a03d62f19499c3c0c26a634253c640ae61ee9215d7f5518a9
