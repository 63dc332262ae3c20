import DurableFiles
import Foundation

/// What can be written as a gnuplot script with data and drawn as SVG and PNG: a `Figure` or a `Sheet`.
public protocol Drawing: Sendable {
  /// The script and data as text, without touching the disk; equal drawings give equal bytes.
  ///
  /// - Parameter name: the files' name without ending: letters, digits, `_`, `-`, `.`.
  /// - Throws: `PlotError` for values that cannot be drawn, columns of unequal length or an odd name.
  func files(name: String) throws -> DrawingFiles
}

/// What became of a drawing.
public enum Rendering: Equatable, Sendable {
  /// Both pictures are there. `warnings` is what gnuplot remarked, empty as a rule.
  case rendered(svg: URL, png: URL, warnings: String)
  /// Script and data are there, the pictures are not, for want of gnuplot or of time; `reason` says what to do.
  case notRendered(script: URL, reason: String)
}

extension Drawing {
  /// Writes `<name>.gp` and its data into `folder`, making the folder where it is missing, each file beside its place
  /// and renamed; the data first, so that a script never lacks it. Returns the script.
  ///
  /// The script runs on its own: `gnuplot <name>.gp`, from any folder, draws `<name>.svg` and `<name>.png` beside it. One
  /// that a person has edited since it was written is not lost: see `EditedScript`.
  ///
  /// - Throws: `PlotError` as `files(name:)` does, before anything is written, and `FileError` for a folder that cannot
  ///   be written.
  @discardableResult
  public func write(to folder: URL, name: String) throws -> URL {
    let files = try files(name: name)
    try Folder.create(folder)
    for (file, text) in files.data.sorted(by: { $0.key < $1.key }) {
      try AtomicFile.write(text, to: folder.appendingPathComponent(file))
    }
    try EditedScript.setAside(in: folder, name: name)
    let script = folder.appendingPathComponent(name + ".gp")
    try AtomicFile.write(EditedScript.sealed(files.script), to: script)
    return script
  }

  /// Writes the script and data as `write(to:name:)` does and draws them with gnuplot. The pictures appear under their
  /// names only when both are whole; until then, and after a failure, older ones stay.
  ///
  /// `isCancelled` is asked some times a second while gnuplot runs; once it says so, gnuplot is stopped.
  ///
  /// - Throws: as `write(to:name:)` does, `PlotError.gnuplotFailed` with gnuplot's own message, or `timedOut`. gnuplot
  ///   missing or stopped is no error: see `Rendering.notRendered`.
  @discardableResult
  public func render(
    to folder: URL, name: String, gnuplot: Gnuplot = Gnuplot(), isCancelled: () -> Bool = { false }
  ) throws -> Rendering {
    let script = try write(to: folder, name: name)
    return try gnuplot.render(script: script, isCancelled: isCancelled)
  }
}
