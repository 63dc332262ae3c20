# `gnuplot lapgan-scores-figure.gp`, from any folder, draws lapgan-scores-figure.svg and lapgan-scores-figure.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'lapgan-scores-figure'
$line1 << END
-32.6	4.38902306998034
34.6	4.38902306998034
END
$point1 << END
-0.6	4.38902306998034
END
$line2 << END
-32.6	3.270024002348009
34.6	3.270024002348009
END
$point2 << END
-0.6	3.270024002348009
END
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1000,500 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1000,500 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'A pyramid of GANs against one GAN of equal parameters and time: a point a seed' font 'Helvetica:Bold,15'
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'MNIST' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'generator'
  set xrange [-0.6:2.6]
  set xtics ('LAPGAN' 0, 'CC-LAPGAN' 1, 'one GAN' 2)
  set ylabel 'Fréchet distance to test images'
  set logscale y
  set origin 0,0.07
  set size 0.5,0.854
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line1 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point1 using 1:2 with lines lt nodraw notitle, \
    folder.'lapgan-scores-figure-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'lapgan-scores-figure-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'lapgan-scores-figure-3.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle
  reset
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set title 'CIFAR-10, a tenth' font 'Helvetica:Bold,12' offset 0,-0.4
  unset key
  set xlabel 'generator'
  set xrange [-0.6:2.6]
  set xtics ('LAPGAN' 0, 'CC-LAPGAN' 1, 'one GAN' 2)
  set ylabel 'Fréchet distance to test images'
  set logscale y
  set origin 0.5,0.07
  set size 0.5,0.854
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line2 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point2 using 1:2 with lines lt nodraw notitle, \
    folder.'lapgan-scores-figure-1.tsv' skip 1 using 1:3 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'lapgan-scores-figure-2.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'lapgan-scores-figure-3.tsv' skip 1 using 1:3 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle
  reset
  set origin 0,0
  set size 1,0.07
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'data against data', \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'LAPGAN', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'CC-LAPGAN', \
    keyentry with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' title 'one GAN'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 6139c2b6f6a9ce3ea757bbdc8eb5e2365aa67f70895f89ac38e9e33850fb23cd
