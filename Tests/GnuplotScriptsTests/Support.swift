import Foundation
import GnuplotScripts
import Testing

/// Whether pictures can be drawn on this machine; tests that draw say that they were skipped where not.
let hasGnuplot = Gnuplot().location != nil

/// Runs `body` in a fresh folder that is removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gnuplot-scripts-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The names in a folder, hidden ones included, sorted.
func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

/// A program in `folder` that stands in for gnuplot.
func fakeGnuplot(_ lines: String, in folder: URL, timeLimit: Double = 20) throws -> Gnuplot {
  let program = folder.appendingPathComponent("fake-gnuplot")
  try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: program)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
  return Gnuplot(executable: program.path, timeLimit: timeLimit)
}

/// Runs a program found on PATH; returns its exit status and standard output.
func run(_ program: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.currentDirectoryURL = folder
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, text)
}

/// The error that `body` throws.
func plotError(_ body: () throws -> Void) -> PlotError? {
  do {
    try body()
    return nil
  } catch {
    return error as? PlotError
  }
}

/// A figure of one line, for tests of what surrounds it.
func plain(title: String = "Title", layers: [PlotLayer]? = nil, x: Axis = Axis("x"), y: Axis = Axis("y")) -> Figure {
  Figure(title: title, x: x, y: y, layers: layers ?? [.line(Series(x: [0, 1, 2], y: [0, 1, 4]))])
}
