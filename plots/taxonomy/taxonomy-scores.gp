# `gnuplot taxonomy-scores.gp`, from any folder, draws taxonomy-scores.svg and taxonomy-scores.png beside this script, from the data there.
set encoding utf8
folder = ''
if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
if (!exists('output')) output = folder . 'taxonomy-scores'
$line1 << END
-72.6	9.66317954198382
78.6	9.66317954198382
END
$point1 << END
-0.6	9.66317954198382
END
$line2 << END
-72.6	1
78.6	1
END
$point2 << END
-0.6	1
END
$line3 << END
-72.6	0.9655
78.6	0.9655
END
$point3 << END
-0.6	0.9655
END
$line4 << END
-72.6	1
78.6	1
END
$point4 << END
-0.6	1
END
$line5 << END
-72.6	1
78.6	1
END
$point5 << END
-0.6	1
END
$line6 << END
-72.6	5.601470873131067
78.6	5.601470873131067
END
$point6 << END
-0.6	5.601470873131067
END
$line7 << END
-72.6	1
78.6	1
END
$point7 << END
-0.6	1
END
$line8 << END
-72.6	0.972
78.6	0.972
END
$point8 << END
-0.6	0.972
END
$line9 << END
-72.6	1
78.6	1
END
$point9 << END
-0.6	1
END
$line10 << END
-72.6	1
78.6	1
END
$point10 << END
-0.6	1
END
do for [ending in 'svg png'] {
  if (ending eq 'svg') { set terminal svg size 1800,1660 font 'Helvetica,11' background rgb 'white' }
  if (ending eq 'png') { set terminal pngcairo size 1800,1660 font 'Helvetica,11' background rgb 'white' }
  set output output . '.' . ending
  set multiplot title 'Families of generative models after equal time of training: a point a seed' font 'Helvetica:Bold,15'
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'inception score'
  set origin 0,0.7381
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line1 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point1 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:2 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:2 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:2 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:2 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:2 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'Fréchet distance / that of data'
  set logscale y
  set origin 0.25,0.7381
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line2 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point2 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:3 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:3 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:3 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:3 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:3 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:3 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'coverage'
  set origin 0.5,0.7381
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line3 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point3 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:4 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:4 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:4 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:4 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:4 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:4 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:4 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'diversity score'
  set origin 0.75,0.7381
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line4 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point4 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:5 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:5 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:5 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:5 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:5 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:5 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:5 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'sharpness / that of data'
  set origin 0,0.4991
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line5 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point5 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:6 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:6 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:6 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:6 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:6 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:6 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:6 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'time a step (ms)'
  set logscale y
  set format y '10^{%T}'
  set origin 0.25,0.4991
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-1.tsv' skip 1 using 1:7 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:7 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:7 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:7 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:7 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:7 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:7 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'time of a thousand samples (s)'
  set logscale y
  set format y '10^{%T}'
  set origin 0.5,0.4991
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-1.tsv' skip 1 using 1:8 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:8 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:8 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:8 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:8 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:8 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:8 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel '-log p, or its bound (nats an image)'
  set origin 0.75,0.4991
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-5.tsv' skip 1 using 1:9 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:9 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:9 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'inception score'
  set origin 0,0.2601
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line6 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point6 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:9 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:9 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:9 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:9 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:10 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:10 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:10 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'Fréchet distance / that of data'
  set logscale y
  set origin 0.25,0.2601
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line7 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point7 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:10 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:10 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:10 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:10 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:11 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:11 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:11 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'coverage'
  set origin 0.5,0.2601
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line8 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point8 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:11 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:11 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:11 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:11 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:12 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:12 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:12 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'diversity score'
  set origin 0.75,0.2601
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line9 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point9 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:12 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:12 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:12 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:12 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:13 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:13 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:13 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'sharpness / that of data'
  set origin 0,0.0211
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot $line10 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
    $point10 using 1:2 with lines lt nodraw notitle, \
    folder.'taxonomy-scores-1.tsv' skip 1 using 1:13 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:13 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:13 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:13 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:14 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:14 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:14 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'time a step (ms)'
  set logscale y
  set origin 0.25,0.0211
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-1.tsv' skip 1 using 1:14 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:14 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:14 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:14 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:15 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:15 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:15 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel 'time of a thousand samples (s)'
  set logscale y
  set format y '10^{%T}'
  set origin 0.5,0.0211
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-1.tsv' skip 1 using 1:15 with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' notitle, \
    folder.'taxonomy-scores-2.tsv' skip 1 using 1:15 with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' notitle, \
    folder.'taxonomy-scores-3.tsv' skip 1 using 1:15 with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' notitle, \
    folder.'taxonomy-scores-4.tsv' skip 1 using 1:15 with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' notitle, \
    folder.'taxonomy-scores-5.tsv' skip 1 using 1:16 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:16 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:16 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
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
  set xlabel 'family'
  set xrange [-0.6:6.6]
  unset xtics
  set ylabel '-log p, or its bound (bits a dimension)'
  set origin 0.75,0.0211
  set size 0.25,0.239
  set lmargin 9; set rmargin 3; set bmargin 3.6; set tmargin 2
  plot folder.'taxonomy-scores-5.tsv' skip 1 using 1:17 with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' notitle, \
    folder.'taxonomy-scores-6.tsv' skip 1 using 1:17 with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' notitle, \
    folder.'taxonomy-scores-7.tsv' skip 1 using 1:17 with points pt 5 ps 1 lw 1.5 lc rgb '#000000' notitle
  reset
  set origin 0,0
  set size 1,0.0211
  set lmargin 0; set rmargin 0; set tmargin 0; set bmargin 0
  unset border
  unset tics
  set key inside center center horizontal Left reverse samplen 3 spacing 1.15 width 1
  plot [0:1] [0:1] NaN notitle, \
    keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'data', \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#0072b2' title 'GAN', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#d55e00' title 'WGAN-GP', \
    keyentry with points pt 9 ps 1 lw 1.5 lc rgb '#009e73' title 'GAN by ACGD', \
    keyentry with points pt 13 ps 1 lw 1.5 lc rgb '#cc79a7' title 'xICFG', \
    keyentry with points pt 11 ps 1 lw 1.5 lc rgb '#e69f00' title 'VAE', \
    keyentry with points pt 7 ps 1 lw 1.5 lc rgb '#56b4e9' title 'PixelCNN', \
    keyentry with points pt 5 ps 1 lw 1.5 lc rgb '#000000' title 'PixelCNN++'
  unset multiplot
}
set output
# Written by Counterplay; edited since, unless the lines above have SHA-256 4f4522600a3477ba95070058e9393981d879444da9687a8ad71583634206e3f6
