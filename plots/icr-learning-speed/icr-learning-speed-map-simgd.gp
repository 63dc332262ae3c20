# `gnuplot icr-learning-speed-map-simgd.gp`, from any folder, draws icr-learning-speed-map-simgd.svg and icr-learning-speed-map-simgd.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-learning-speed-map-simgd'
$point1 << END
0.09	0.01
END
$point2 << END
0.09	0.01
END
$point3 << END
0.03	0.03
END
$point4 << END
0.03	0.03
END
$point5 << END
0.01	0.09
END
$point6 << END
0.01	0.09
END
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'SimGD on x² + 10xy + y²: rate a step' font 'Helvetica:Bold,14' at screen 0.5, screen 0.97 center
set tmargin 2.7
set xlabel 'step size of player x, η_{x}'
set xrange [0.0004132231404958678:0.09958677685950414]
set xtics 0.02
set ylabel 'step size of player y, η_{y}'
set yrange [0.0004132231404958678:0.09958677685950414]
set ytics 0.02
unset grid
set border 15
set tics front
set xrange [0.0004132231404958678:0.09958677685950414]
set yrange [0.0004132231404958678:0.09958677685950414]
set palette defined (0 '#00518a', 0.0313 '#005b96', 0.0625 '#0065a3', 0.0938 '#006fb0', 0.125 '#0079bd', 0.1563 '#0383c8', 0.1875 '#068dd3', 0.2188 '#2a98da', 0.25 '#4ea2e1', 0.2813 '#65ace6', 0.3125 '#7cb6eb', 0.3438 '#91c0ee', 0.375 '#a6caf1', 0.4063 '#b9d4f2', 0.4375 '#cddff3', 0.4688 '#e0e9f3', 0.5 '#f3f3f3', 0.5313 '#f5e5db', 0.5625 '#f6d7c3', 0.5938 '#f5c9ad', 0.625 '#f3bb97', 0.6563 '#eead83', 0.6875 '#eaa06f', 0.7188 '#e4935e', 0.75 '#dd864d', 0.7813 '#d47a40', 0.8125 '#cb6d32', 0.8438 '#c06329', 0.875 '#b5581f', 0.9063 '#a84f19', 0.9375 '#9b4512', 0.9688 '#8f3c0c', 1 '#823205')
set cblabel 'spectral radius ρ' offset 1.5,0
set cbrange [0.6028305371124776:1.3971694628875224]
set size ratio 1
set lmargin at screen 0.0786; set rmargin at screen 0.6053
set key at screen 0.7154, graph 1 left top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1272,800 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1272,800 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-learning-speed-map-simgd-1.tsv' nonuniform matrix using 1:2:3 axes x1y1 with image notitle, \
    folder.'icr-learning-speed-map-simgd-2.tsv' skip 1 using 1:2 with lines lw 4 lc rgb '#009e73' dt solid title 'spectral radius ρ = 1', \
    folder.'icr-learning-speed-map-simgd-3.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'theory: |1 − κ| = 1 for an', \
    keyentry title 'eigenvalue κ of diag(η_{x}, η_{y})', \
    keyentry title 'J, J = Jacobian of (∂f/∂x, ∂g/∂y)', \
    $point1 using 1:2 with points pt 7 ps 3.06 lw 1.5 lc rgb '#ffffff' notitle, \
    $point2 using 1:2 with points pt 7 ps 1.8 lw 1.5 lc rgb '#0072b2' title '(0.09, 0.01), converges', \
    $point3 using 1:2 with points pt 7 ps 3.06 lw 1.5 lc rgb '#ffffff' notitle, \
    $point4 using 1:2 with points pt 5 ps 1.8 lw 1.5 lc rgb '#d55e00' title '(0.03, 0.03), diverges', \
    $point5 using 1:2 with points pt 7 ps 3.06 lw 1.5 lc rgb '#ffffff' notitle, \
    $point6 using 1:2 with points pt 9 ps 1.8 lw 1.5 lc rgb '#009e73' title '(0.01, 0.09), diverges'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 504f76a283542dab1606c9020879c9a80587decc0ecd7852ae412df5d554117d
