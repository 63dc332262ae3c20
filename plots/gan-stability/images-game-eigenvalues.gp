# `gnuplot images-game-eigenvalues.gp`, from any folder, draws images-game-eigenvalues.svg and images-game-eigenvalues.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'images-game-eigenvalues'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Eigenvalues of the game' . "'" . 's Jacobian where the GAN on images rests' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
set tmargin 2.7
set xlabel 'real part of λ'
set ylabel 'imaginary part of λ'
set arrow from 0, graph 0 to 0, graph 1 nohead back lw 1 lc rgb '#555555' dt (12,5)
set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'imaginary axis: left of it the flow leaves', \
    folder.'images-game-eigenvalues-1.tsv' skip 1 using 1:2 with points pt 7 ps 0.9 lw 1.5 lc rgb '#0072b2' title 'largest modulus', \
    folder.'images-game-eigenvalues-2.tsv' skip 1 using 1:2 with points pt 4 ps 1.3 lw 1.5 lc rgb '#d55e00' title 'smallest real part'
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 a76a4ef420612457a144e577b5584721816ea44406f5b84fde8136790ae717f7
