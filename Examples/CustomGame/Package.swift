// swift-tools-version: 6.2
// A new game outside of Counterplay: one file, and a program that tries it on everything.
import PackageDescription

let package = Package(
  name: "CustomGame",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "counterplay", path: "../..")],
  targets: [
    .executableTarget(
      name: "CustomGame", dependencies: [.product(name: "Counterplay", package: "counterplay")])
  ]
)
