/// The script of the figure in `FigureTests.smallFigureHasExactlyThisText`, read over by hand: the zero on the log axis
/// is filtered, the NaN stays in the data, the marker is a point in the script, the reference line has a legend entry.
let golden = #"""
  # `gnuplot golden.gp`, from any folder, draws golden.svg and golden.png beside this script, from the data there.
  set encoding utf8
  folder = ''
  if (exists('ARG0')) { do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { folder = ARG0[1:i] } } }
  if (!exists('output')) output = folder . 'golden'
  $point1 << END
  0	1
  END
  $line1 << END
  -20	0.5
  22	0.5
  END
  $point2 << END
  0	0.5
  END
  set datafile separator tab
  set minussign
  set border 3 lw 0.8 lc rgb '#303030'
  set tics out nomirror scale 0.6
  set grid lt 1 lw 0.8 lc rgb '#e4e4e4' dt solid
  set format '%h'
  set clip two
  set label 'Distance of η_{x}' font 'Helvetica:Bold,14' at screen 0.5, screen 0.9631 center
  set tmargin 2.7
  set xlabel 'step t'
  set ylabel 'distance (m)'
  set logscale y
  set key outside bottom center horizontal Left reverse samplen 3 spacing 1.15 width 1 height 1
  do for [ending in 'svg png'] {
    if (ending eq 'svg') { set terminal svg size 900,650 font 'Helvetica,13' background rgb 'white' }
    if (ending eq 'png') { set terminal pngcairo size 900,650 font 'Helvetica,13' background rgb 'white' }
    set output output . '.' . ending
    plot $line1 using 1:2 noautoscale with lines lw 1 lc rgb '#555555' dt (12,5) notitle, \
      $point2 using 1:2 with lines lt nodraw notitle, \
      folder.'golden.tsv' skip 1 using 1:($2 > 0 ? $2 : NaN) with lines lw 2 lc rgb '#0072b2' dt solid title 'a', \
      folder.'golden.tsv' skip 1 using 1:3 with linespoints lw 2 lc rgb '#d55e00' dt (12,5) pt 5 ps 1 title 'b', \
      keyentry with lines lw 1 lc rgb '#555555' dt (12,5) title 'half', \
      $point1 using 1:2 with points pt 7 ps 1.5 lw 1.5 lc rgb '#000000' title 'start'
  }
  set output

  """#
