// swift-tools-version: 6.2
// A new optimizer outside of Counterplay: one file, and a program that tries it on everything.
import Foundation
import PackageDescription

// The network half of Counterplay is there where libtorch was found; ask the same way as its own manifest does.
let counterplay = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../.."
let environment = ProcessInfo.processInfo.environment
let torchFolders = [
  environment["LIBTORCH"] ?? "", counterplay + "/.libtorch", "/usr/local/libtorch", "/opt/libtorch",
  "/usr/local", "/usr",
]
let hasTorch =
  environment["COUNTERPLAY_WITHOUT_LIBTORCH"] != "1"
  && torchFolders.contains { FileManager.default.fileExists(atPath: $0 + "/lib/libtorch_cpu.so") }

let package = Package(
  name: "CustomOptimizer",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "counterplay", path: "../..")],
  targets: [
    .executableTarget(
      name: "CustomOptimizer", dependencies: [.product(name: "Counterplay", package: "counterplay")],
      swiftSettings: hasTorch ? [.define("COUNTERPLAY_TORCH")] : [])
  ]
)
