# `gnuplot cfg-particles-grid.gp`, from any folder, draws cfg-particles-grid.svg and cfg-particles-grid.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-particles-grid'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 800,771 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 800,771 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title '25 Gaussians (grid), 100 particles, mean of 8 seeds' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'modes covered' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set ylabel 'modes'
  set yrange [0:26.25]
  set arrow from graph 0, first 25 to graph 1, first 25 nohead back lw 1 lc rgb '#555555' dt (12,5)
  set origin 0,0.5227
  set size 0.5,0.428
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-grid.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'particles within 3σ of a mode' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set ylabel 'share'
  set yrange [0:1.02]
  set origin 0.5,0.5227
  set size 0.5,0.428
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-grid.tsv' skip 1 using 1:8 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:9 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:10 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:11 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:12 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:13 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'mean scaling s(D) of the particles' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set ylabel 's'
  set yrange [0:1.02]
  set origin 0,0.0947
  set size 0.5,0.428
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-particles-grid.tsv' skip 1 using 1:14 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:15 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:16 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:17 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:18 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:19 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set title 'mean D of data less' . "\n" . 'mean D of particles' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'step t'
  set ylabel 'difference of logits'
  set origin 0.5,0.0947
  set size 0.5,0.428
  set lmargin 9; set rmargin 2; set bmargin 3.6; set tmargin 3
  plot folder.'cfg-particles-grid.tsv' skip 1 using 1:20 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:21 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:22 with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:23 with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:24 with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) notitle, \
    folder.'cfg-particles-grid.tsv' skip 1 using 1:25 with lines lw 2 lc rgb '#56b4e9' dt (6,4) notitle
  reset
  set origin 0,0
  set size 1,0.0947
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'CFG (s = 1), η_{x} = 0.02', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'GAN0 (s = d), η_{x} = 0.04', \
    keyentry with lines lw 2 lc rgb '#009e73' dt (12,4,2,4) title 'GAN1 (s = 1 - d), η_{x} = 0.02', \
    keyentry with lines lw 2 lc rgb '#cc79a7' dt (2.5,3.5) title 'SimGD, minimax, η_{x} = 0.02', \
    keyentry with lines lw 2 lc rgb '#e69f00' dt (12,4,2,4,2,4) title 'Adam, log D trick, η_{x} = 0.003', \
    keyentry with lines lw 2 lc rgb '#56b4e9' dt (6,4) title 'ACGD, minimax, η_{x} = 0.003'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 b28391040f6dbbc30f67cdd67e15d87a2e95d89a21da2543dc8c6ac1a9b1e6ac
