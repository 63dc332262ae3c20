# `gnuplot cgd-quadratic.gp`, from any folder, draws cgd-quadratic.svg and cgd-quadratic.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cgd-quadratic'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1200,757 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1200,757 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'From (0.5, 0.5), η = 0.2, γ = 1: the point that both want (above), the point that both flee (below).' . "\n" . 'Without interaction GDA, LCGD, SGA and CGD are one method: their lines coincide' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'x² − y²' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0,0.4822
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '3(x² − y²)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0.3333,0.4822
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:8 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:9 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:10 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:11 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:12 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:13 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '6(x² − y²)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0.6667,0.4822
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:14 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:15 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:16 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:17 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-2.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:18 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'y² − x²' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0,0.0462
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:19 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:20 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:21 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:22 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:23 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:24 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '3(y² − x²)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0.3333,0.0462
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:25 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:26 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:27 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:28 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:29 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:30 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title '6(y² − x²)' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set xrange [0:100]
  set ylabel 'distance to (0, 0)'
  set logscale y
  set format y '10^{%T}'
  set yrange [1e-12:100000000]
  set origin 0.6667,0.0462
  set size 0.3333,0.4359
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cgd-quadratic-1.tsv' skip 1 using 1:31 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:32 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:33 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:34 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cgd-quadratic-3.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cgd-quadratic-1.tsv' skip 1 using 1:35 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set origin 0,0
  set size 1,0.0462
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'GDA', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'LCGD', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'OGDA', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title 'SGA', \
    keyentry with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) title 'ConOpt', \
    keyentry with lines lw 2 lc rgb '#56b4e9' dt (6,4) title 'CGD'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 cd19a83276477170077941934a8acc01fd4defc42730210233a089dc58cb5f53
