# `gnuplot cfg-saturation.gp`, from any folder, draws cfg-saturation.svg and cfg-saturation.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'cfg-saturation'
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1500,480 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1500,480 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Where D wins: cfg-dcganx-32-w16 on mnist-train, a line a seed' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'D alone, G rests: scalings' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'steps'
  set ylabel 'mean s(G(z))'
  set logscale y
  set format y '10^{%T}'
  set origin 0,0.1125
  set size 0.3333,0.8083
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-saturation.tsv' skip 1 using 1:2 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:3 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:4 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:5 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:6 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:7 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'D alone, G rests: push on G' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'steps'
  set ylabel '‖∇_{G} f‖'
  set logscale y
  set format y '10^{%T}'
  set origin 0.3333,0.1125
  set size 0.3333,0.8083
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-saturation.tsv' skip 1 using 1:8 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:9 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:10 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:11 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:12 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:13 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'Both train: each GAN' . "'" . 's own scaling' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'steps'
  set ylabel 'mean s(G(z))'
  set logscale y
  set format y '10^{%T}'
  set origin 0.6667,0.1125
  set size 0.3333,0.8083
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'cfg-saturation.tsv' skip 1 using 1:14 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:15 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:16 with lines lw 2 lc rgb '#0072b2' dt solid notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:17 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:18 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle, \
    folder.'cfg-saturation.tsv' skip 1 using 1:19 with lines lw 2 lc rgb '#d55e00' dt (12,5) notitle
  reset
  set origin 0,0
  set size 1,0.1125
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 's = σ(D), GAN0' . "'" . 's', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 's = σ(−D), GAN1' . "'" . 's', \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'GAN0' . "'" . 's loss', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'GAN1' . "'" . 's loss', \
    keyentry with lines lw 2 lc rgb '#0072b2' dt solid title 'GAN0, the saturating loss', \
    keyentry with lines lw 2 lc rgb '#d55e00' dt (12,5) title 'GAN1, the non-saturating loss'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 1465d22f025c3665a5e6022c34bfa043458ad984fb408f0214848034c4df708e
