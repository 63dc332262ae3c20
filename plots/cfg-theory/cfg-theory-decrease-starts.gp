# `gnuplot cfg-theory-decrease-starts.gp`, from any folder, draws cfg-theory-decrease-starts.svg and cfg-theory-decrease-starts.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-decrease-starts'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'N(m, σ²) one step towards N(0, 1), η = 0.05: what KL falls by, over its first order' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'mean m of p'
set ylabel 'deviation σ of p'
unset grid
set border 15
set tics front
set xrange [-0.016666666666666666:4.016666666666667]
set yrange [0.18833333333333335:3.0116666666666667]
set palette defined (0 '#00518a', 0.0313 '#005b97', 0.0625 '#0065a3', 0.0938 '#006fb0', 0.125 '#0079bd', 0.1563 '#0383c8', 0.1875 '#068dd3', 0.2188 '#2a97da', 0.25 '#4ea2e1', 0.2813 '#65ace6', 0.3125 '#7cb6eb', 0.3438 '#91c0ee', 0.375 '#a6caf1', 0.4063 '#b9d4f2', 0.4375 '#cddff3', 0.4688 '#e0e9f3', 0.5 '#f3f3f3', 0.5313 '#f5e5db', 0.5625 '#f6d7c3', 0.5938 '#f5c9ad', 0.625 '#f3bb97', 0.6563 '#efae83', 0.6875 '#eaa06f', 0.7188 '#e4935e', 0.75 '#dd864d', 0.7813 '#d4793f', 0.8125 '#cb6d32', 0.8438 '#c06329', 0.875 '#b5581f', 0.9063 '#a84f19', 0.9375 '#9b4512', 0.9688 '#8f3c0c', 1 '#823205')
set cblabel 'share of the first order' offset 1.5,0
set cbrange [0.6:1.4]
set cbtics add ('≤ 0.6' 0.6)
set arrow from graph 0, first 0.7745966692414834 to graph 1, first 0.7745966692414834 nohead front lw 1 lc rgb '#555555' dt (12,5)
set lmargin at screen 0.0815; set rmargin at screen 0.6275
set key at screen 0.7416, graph 1 left top vertical Left reverse samplen 3 spacing 1.15
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1227,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1227,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'cfg-theory-decrease-starts-1.tsv' nonuniform matrix using 1:2:3 axes x1y1 with image notitle, \
    folder.'cfg-theory-decrease-starts-2.tsv' skip 1 using 1:2 with lines lw 2.5 lc rgb '#000000' dt solid title '0.9', \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title '0.6 of the target' . "'" . 's variance'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 79ec8c112aaf000d70e2ea506722e47391fb36bd291835b7aa42b194912f937e
