# `gnuplot simgd-quadratic-spectral-radius.gp`, from any folder, draws simgd-quadratic-spectral-radius.svg and simgd-quadratic-spectral-radius.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'simgd-quadratic-spectral-radius'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'SimGD on min_{x} max_{y} a x² + b xy + c y², a = 1, b = 10, c = 1' font 'Helvetica:Bold,14' at screen 0.5, screen 0.97 center
set tmargin 2.7
set xlabel 'step size of player x, η_{x}'
set xrange [0.001:0.15]
set xtics 0.05
set ylabel 'step size of player y, η_{y}'
set yrange [0.001:0.15]
set ytics 0.05
unset grid
set border 15
set tics front
set xrange [0.001:0.15]
set yrange [0.001:0.15]
set palette defined (0 '#00518a', 0.0313 '#005b97', 0.0625 '#0065a3', 0.0938 '#006fb0', 0.125 '#0079bd', 0.1563 '#0383c8', 0.1875 '#068dd3', 0.2188 '#2a98da', 0.25 '#4ea2e1', 0.2813 '#65ace6', 0.3125 '#7cb6eb', 0.3438 '#91c0ee', 0.375 '#a6caf1', 0.4063 '#bad5f2', 0.4375 '#cddff3', 0.4688 '#e0e9f3', 0.5 '#f3f3f3', 0.5313 '#f5e5db', 0.5625 '#f6d7c3', 0.5938 '#f5c9ad', 0.625 '#f3bb97', 0.6563 '#efae83', 0.6875 '#eaa06f', 0.7188 '#e4935e', 0.75 '#dd864d', 0.7813 '#d47a40', 0.8125 '#cb6d32', 0.8438 '#c06329', 0.875 '#b5581f', 0.9063 '#a84f19', 0.9375 '#9b4512', 0.9688 '#8f3c0c', 1 '#823205')
set cblabel 'spectral radius ρ' offset 1.5,0
set cbrange [0.22236111653688218:1.7776388834631178]
set size ratio 1
set lmargin at screen 0.0807; set rmargin at screen 0.6215
set key at screen 0.7345, graph 1 left top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1239,800 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1239,800 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'simgd-quadratic-spectral-radius-1.tsv' nonuniform matrix using 1:2:3 axes x1y1 with image notitle, \
    folder.'simgd-quadratic-spectral-radius-2.tsv' skip 1 using 1:2 with lines lw 4 lc rgb '#009e73' dt solid title 'spectral radius ρ = 1', \
    folder.'simgd-quadratic-spectral-radius-3.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'theory: |1 − κ| = 1 for an', \
    keyentry title 'eigenvalue κ of diag(η_{x}, η_{y})', \
    keyentry title 'J, J = Jacobian of (∂f/∂x, ∂g/∂y)'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 3819afcfb9c8cad4b853a2c5b82c2547bb013753b94c4cb6c0f1498eece0b8f1
