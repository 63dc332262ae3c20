# `gnuplot cfg-theory-region-line-u1.gp`, from any folder, draws cfg-theory-region-line-u1.svg and cfg-theory-region-line-u1.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-region-line-u1'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'ICFG on particles, one particle, D = yx, s = 1, U = 1, σ = 1.0: rate a step' font 'Helvetica:Bold,14' at screen 0.5, screen 0.97 center
set tmargin 2.7
set xlabel 'step size of player x, η_{x}'
set xrange [0.0297029702970297:5.97029702970297]
set xtics 2
set ylabel 'step size of player y, η_{y}'
set yrange [0.04950495049504951:9.950495049504951]
set ytics 2
unset grid
set border 15
set tics front
set xrange [0.0297029702970297:5.97029702970297]
set yrange [0.04950495049504951:9.950495049504951]
set palette defined (0 '#00518a', 0.0313 '#005b97', 0.0625 '#0065a3', 0.0938 '#006fb0', 0.125 '#0079bd', 0.1563 '#0383c8', 0.1875 '#068dd3', 0.2188 '#2a98da', 0.25 '#4ea2e1', 0.2813 '#65ace6', 0.3125 '#7cb6eb', 0.3438 '#91c0ee', 0.375 '#a6caf1', 0.4063 '#bad5f2', 0.4375 '#cddff3', 0.4688 '#e0e9f3', 0.5 '#f3f3f3', 0.5313 '#f5e5db', 0.5625 '#f6d7c3', 0.5938 '#f5c9ad', 0.625 '#f3bb97', 0.6563 '#efae83', 0.6875 '#eaa06f', 0.7188 '#e4935e', 0.75 '#dd864d', 0.7813 '#d47a40', 0.8125 '#cb6d32', 0.8438 '#c06329', 0.875 '#b5581f', 0.9063 '#a84f19', 0.9375 '#9b4512', 0.9688 '#8f3c0c', 1 '#823205')
set cblabel 'spectral radius ρ' offset 1.5,0
set cbrange [0:2]
set cbtics add ('≥ 2' 2)
set size ratio 1
set lmargin at screen 0.0859; set rmargin at screen 0.6615
set key at screen 0.7818, graph 1 left top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1164,800 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1164,800 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'cfg-theory-region-line-u1-1.tsv' nonuniform matrix using 1:2:3 axes x1y1 with image notitle, \
    folder.'cfg-theory-region-line-u1-2.tsv' skip 1 using 1:2 with lines lw 4 lc rgb '#009e73' dt solid title 'spectral radius ρ = 1', \
    folder.'cfg-theory-region-line-u1-3.tsv' skip 1 using 1:2 with lines lw 1.75 lc rgb '#000000' dt (12,5) title 'theory: closed form'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 4d26810cc6c306f56fff9b4000444d338ef9de7967235db90b954ea9fad84fc4
