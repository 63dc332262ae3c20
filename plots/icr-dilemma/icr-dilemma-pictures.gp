# `gnuplot icr-dilemma-pictures.gp`, from any folder, draws icr-dilemma-pictures.svg and icr-dilemma-pictures.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'icr-dilemma-pictures'
set datafile separator tab
set minussign
set border 3 lw 0.8 lc rgb '#303030'
set tics out nomirror scale 0.6
set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
set format '%h'
set label 'Below each digit itself, moved by two pixels, and the nearest image of another digit; distances to both' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9538 center
set tmargin 2.7
set xlabel 'distance to the moved digit, and to the other one'
set xtics ('11.5, 7.0' 14, '7.8, 3.5' 46, '12.0, 7.3' 78, '10.6, 7.4' 110, '10.1, 5.2' 142, '10.3, 7.8' 174, '11.6, 6.5' 206, '9.9, 5.5' 238, '11.4, 6.6' 270, '7.6, 6.6' 302)
set ytics ('digit' 78, 'moved' 46, 'other digit' 14)
unset grid
set border 15
set tics front
set xrange [-0.5:319.5]
set yrange [-0.5:95.5]
set palette defined (0 '#440154', 0.0667 '#481a6c', 0.1333 '#472f7d', 0.2 '#414487', 0.2667 '#39568c', 0.3333 '#31688e', 0.4 '#2a788e', 0.4667 '#23888e', 0.5333 '#1f988b', 0.6 '#22a884', 0.6667 '#35b779', 0.7333 '#54c568', 0.8 '#7ad151', 0.8667 '#a5db36', 0.9333 '#d2e21b', 1 '#fde725')
set cblabel 'ink' offset 1.5,0
set cbrange [0:1]
set size ratio -1
unset key
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1300,520 font 'Helvetica,13' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1300,520 font 'Helvetica,13' background rgb 'white' }
  set output output . '.' . ending
  plot folder.'icr-dilemma-pictures.tsv' nonuniform matrix using 1:2:3 axes x1y1 with image notitle
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 d6442701e2bb1017ea325d6dab5e844c817c3d4fe0a842ea7d94c73927d59c3f
