# `gnuplot cfg-theory-inexact.gp`, from any folder, draws cfg-theory-inexact.svg and cfg-theory-inexact.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-theory-inexact'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'An inexact discriminator, D_{ε} = D + δ sin 2x: by' . "\n" . 'how much KL falls otherwise than D_{ε} believes' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 4
set xlabel 'inexactness ε'
set logscale x
set ylabel '|∫p* g(∇D - ∇D_{ε})|'
set logscale y
set format y '10^{%T}'
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'cfg-theory-inexact.tsv' skip 1 using 1:2 with linespoints lw 2 lc rgb '#0072b2' dt solid pt 7 ps 1 title 's = 1', \
    folder.'cfg-theory-inexact.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#0072b2' dt (2.5,3.5) title 'its bound cε, s = 1', \
    folder.'cfg-theory-inexact.tsv' skip 1 using 1:4 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 's = d', \
    folder.'cfg-theory-inexact.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#d55e00' dt (2.5,3.5) title 'its bound cε, s = d', \
    folder.'cfg-theory-inexact.tsv' skip 1 using 1:6 with linespoints lw 2 lc rgb '#009e73' dt (12,4,2,4) pt 9 ps 1 title 's = 1 - d', \
    folder.'cfg-theory-inexact.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#009e73' dt (2.5,3.5) title 'its bound cε, s = 1 - d'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 bec9986cd583383636092a068ab3d7b4217ec0a96c64165e757e9ae2171a41c7
