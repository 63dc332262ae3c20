# `gnuplot icr-learning-speed-phase-plane-cgd.gp`, from any folder, draws icr-learning-speed-phase-plane-cgd.svg and icr-learning-speed-phase-plane-cgd.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-learning-speed-phase-plane-cgd'
$point1 << END
0.4	1
END
$point2 << END
0	0
END
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'CGD on x² + 10xy + y², from (0.4, 1)' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'x, which minimises f'
set xrange [-3:3]
set xtics 2
set ylabel 'y, which maximises f'
set yrange [-3:3]
set ytics 2
set size ratio -1
set key outside right top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-learning-speed-phase-plane-cgd-1.tsv' skip 1 using 1:2:3:4 with vectors head filled size screen 0.007,22 lw 1 lc rgb '#8c8c8c' title '(−∂f/∂x, ∂f/∂y)', \
    folder.'icr-learning-speed-phase-plane-cgd-2.tsv' skip 1 using 1:2 with linespoints lw 1.5 lc rgb '#0072b2' dt solid pt 7 ps 0.5 title 'η_{x} = 0.09, η_{y} = 0.01', \
    folder.'icr-learning-speed-phase-plane-cgd-3.tsv' skip 1 using 1:2 with linespoints lw 1.5 lc rgb '#d55e00' dt (12,5) pt 5 ps 0.5 title 'η_{x} = 0.03, η_{y} = 0.03', \
    folder.'icr-learning-speed-phase-plane-cgd-4.tsv' skip 1 using 1:2 with linespoints lw 1.5 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 0.5 title 'η_{x} = 0.01, η_{y} = 0.09', \
    $point1 using 1:2 with points pt 4 ps 1.4 lw 1.5 lc rgb '#000000' title 'start', \
    $point2 using 1:2 with points pt 3 ps 1.8 lw 1.5 lc rgb '#000000' title 'equilibrium'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 a8286a0ca28b55e4997781524de982e93c67920406d9314bcdaed1e29a9687e9
