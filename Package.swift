// swift-tools-version: 6.2
// Counterplay: the dynamics of two-player differentiable games.
//
// The package has two halves. The toy half (games, maps, figures) needs GSL alone. The network half needs libtorch,
// which is looked for in this order: $LIBTORCH, `.libtorch/` beside this file (`make setup` puts it there), the system.
// Where none is found, the network half is left out and one line says so.
import Foundation
import PackageDescription

// MARK: - Where is libtorch?

let environment = ProcessInfo.processInfo.environment
let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

/// A folder counts as libtorch when it holds the headers and the two libraries that are linked.
func isLibtorch(_ folder: String) -> Bool {
  ["include/ATen/ATen.h", "lib/libtorch_cpu.so", "lib/libc10.so"].allSatisfy {
    FileManager.default.fileExists(atPath: folder + "/" + $0)
  }
}

let libtorch: String? = {
  if environment["COUNTERPLAY_WITHOUT_LIBTORCH"] == "1" { return nil }
  if let named = environment["LIBTORCH"], !named.isEmpty {
    if isLibtorch(named) { return named }
    FileHandle.standardError.write(
      Data(
        """
        counterplay: LIBTORCH names \(named), which lacks include/ATen/ATen.h, lib/libtorch_cpu.so or lib/libc10.so; \
        point it at a whole libtorch 2.13 or unset it and run `make setup`\n
        """.utf8))
    return nil
  }
  return [packageFolder + "/.libtorch", "/usr/local/libtorch", "/opt/libtorch", "/usr/local", "/usr"]
    .first(where: isLibtorch)
}()

if libtorch == nil && environment["COUNTERPLAY_WITHOUT_LIBTORCH"] != "1" {
  FileHandle.standardError.write(
    Data(
      "counterplay: no libtorch found, building the toy half alone; `make setup` installs it, LIBTORCH=/path names one\n"
        .utf8))
}

// MARK: - Settings

let strict = environment["COUNTERPLAY_WARNINGS_AS_ERRORS"] == "1"
let swiftSettings: [SwiftSetting] = strict ? [.treatAllWarnings(as: .error)] : []

let gameDynamics: Target.Dependency = "GameDynamics"
let complexModule: Target.Dependency = .product(name: "ComplexModule", package: "swift-numerics")
let realModule: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// What is nearly all declarations, sentences and calls of other modules is compiled as it stands. To optimise `Reports`,
/// `Experiments` and the commands took 90 to 105 s of processor, at the end of the build and one after the other (20, 50 to 64,
/// 17 to 21; now 4, 8, 5), and made nothing faster but loops of their own. Those of experiments are in `ModelProblems`; new
/// ones belong there, or where their subject is. (No such flags where this package is another's dependency by version:
/// SwiftPM would refuse it.)
let unoptimised: [SwiftSetting] =
  packageFolder.contains("/checkouts/") ? [] : [.unsafeFlags(["-Onone"], .when(configuration: .release))]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings + settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, exclude: exclude,
    swiftSettings: swiftSettings)
}

// MARK: - The toy half

// The kernels of maps once more, compiled for newer processors of this architecture; which are called is decided at run
// time. Their names sort last, and must: see Sources/x86V3Kernels. No module of the library depends on the kernels, so
// that its users need not compile them, and everything else compiles beside them: see Sources/CompiledKernels.
//
// Every module whose code they compile is named, though `MapKernels` brings it along: SwiftPM looks at those that are named,
// and an optimizer that was changed had its old kernels.
let kernelSources: [Target.Dependency] = [
  "GameDynamics", "GameExpressions", "GameOptimizers", "GSLNumerics", "MapKernels", "SmallGames",
]
#if arch(x86_64)
  let machineKernels: [Target.Dependency] = ["x86V3Kernels", "x86V4Kernels"]
  let machineTargets = [3, 4].map { level in
    module(
      "x86V\(level)Kernels", kernelSources,
      settings: [.unsafeFlags(["-Xcc", "-march=x86-64-v\(level)"])])
  }
#else
  let machineKernels: [Target.Dependency] = ["BaselineKernels"]
  let machineTargets = [module("BaselineKernels", kernelSources)]
#endif

// Of the modules that could be compiled next SwiftPM takes the last by name. So the kernels, which take longest, are begun as
// soon as they can be; and the way to `Reports` and `Experiments` stays open beside them, since nothing on it has a name that
// waits for them (`KrylovEigenvalues` had, as `ARPACKNumerics`: ten seconds of the first build).
var targets: [Target] = [
  module("GameDynamics", ["CLaneMath", realModule]),
  .target(name: "CLaneMath"),
  .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
  module("GSLNumerics", ["GameDynamics", "CGSL", complexModule, realModule]),
  .systemLibrary(name: "CARPACK", pkgConfig: "arpack", providers: [.apt(["libarpack2-dev"]), .brew(["arpack"])]),
  module("KrylovEigenvalues", ["CARPACK", complexModule, realModule]),
  module("GameOptimizers", ["GameDynamics", "GSLNumerics", complexModule, realModule]),
  module("SmallGames", ["GameDynamics", realModule]),
  module("GameExpressions", ["CProcessor", "GSLNumerics", "GameDynamics", "SmallGames", realModule]),
  module("MatrixGameFiles", ["GameDynamics", "SmallGames", realModule, yams]),
  module("MapKernels", ["CProcessor", "GameDynamics", "GameExpressions", "GameOptimizers", "SmallGames"]),
  module("ListKernels", kernelSources),
  module("NumberKernels", kernelSources),
  module("CompiledKernels", ["CProcessor", "MapKernels", "ListKernels", "NumberKernels"] + machineKernels),
  module(
    "StabilityAnalysis", ["CLaneMath", "KrylovEigenvalues", "GameDynamics", "GSLNumerics", complexModule, realModule]),
  module(
    "Maps",
    [
      "CProcessor", "DurableFiles", "GameDynamics", "GSLNumerics", "StabilityAnalysis", "MapKernels", complexModule,
      realModule,
    ]),
  .target(name: "CProcessor"),
  .systemLibrary(
    name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
  module("DurableFiles", ["CCrypto"]),
  module("GnuplotScripts", ["DurableFiles"]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
  .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
  .systemLibrary(
    name: "CTurboJPEG", pkgConfig: "libturbojpeg",
    providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
  .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
  .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"]), .brew(["lmdb"])]),
  module("Datasets", ["DurableFiles", "CZlib", "CPNG", "CTurboJPEG", "CWebP", "CLMDB"]),
  module(
    "ModelProblems", ["Datasets", "GSLNumerics", "GameDynamics", "GameOptimizers", "SmallGames", realModule]),
  .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
  .target(
    name: "HumanEvaluation", dependencies: ["CSQLite", "DurableFiles", "Datasets", "GnuplotScripts"],
    resources: [.embedInCode("Page")], swiftSettings: swiftSettings),

  .target(
    name: "TestSupport", dependencies: [gameDynamics], path: "Tests/TestSupport", swiftSettings: swiftSettings),
  tests("GameDynamics", ["SmallGames", realModule]),
  tests("GameOptimizers", ["GameDynamics", "SmallGames", "GSLNumerics", "StabilityAnalysis", realModule]),
  tests("GSLNumerics", ["GameDynamics"]),
  tests("KrylovEigenvalues", ["GameDynamics", "GSLNumerics", complexModule, realModule]),
  tests("SmallGames", ["GameDynamics", realModule]),
  tests("GameExpressions", ["GameDynamics", "SmallGames", realModule]),
  tests("MatrixGameFiles", ["GameDynamics", "SmallGames", realModule]),
  tests(
    "StabilityAnalysis",
    [
      "KrylovEigenvalues", "GameDynamics", "GameExpressions", "GameOptimizers", "SmallGames", "GSLNumerics",
      complexModule,
    ]),
  tests(
    "Maps",
    [
      "CompiledKernels", "DurableFiles", "GameDynamics", "GameExpressions", "GameOptimizers", "SmallGames",
      "GSLNumerics", "MapKernels",
      "StabilityAnalysis", complexModule, realModule,
    ]),
  tests("DurableFiles", []),
  tests("GnuplotScripts", ["DurableFiles"]),
  tests("ModelProblems", ["GameDynamics"]),
  tests("Datasets", ["DurableFiles", "CZlib", "CTurboJPEG", "CWebP", "CLMDB"], exclude: ["Fixtures"]),
]

targets += machineTargets

// MARK: - The page's server

// The one server, of the page on which people judge; only the command line links it. SwiftNIO is a sixth of a first build,
// so `make demo`, which serves nothing, leaves it out.
let hasServer = environment["COUNTERPLAY_WITHOUT_SERVER"] != "1"
let serverCondition: [SwiftSetting] = hasServer ? [.define("COUNTERPLAY_SERVER")] : []
if hasServer {
  targets += [
    module(
      "JudgingServer",
      ["DurableFiles", "HumanEvaluation"]
        + ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }),
    tests("HumanEvaluation", ["Datasets", "DurableFiles", "GnuplotScripts", "JudgingServer"]),
  ]
}

// MARK: - The network half

if let libtorch {
  let cuda = FileManager.default.fileExists(atPath: libtorch + "/lib/libtorch_cuda.so")
  targets += [
    .target(
      name: "CTorch",
      sources: ["CTorch.cpp"],
      cxxSettings: [
        // Each file includes the operations that it calls; all of them together take longer to read than the rest.
        .define("AT_PER_OPERATOR_HEADERS"),
        .unsafeFlags([
          "-I\(libtorch)/include", "-I\(libtorch)/include/torch/csrc/api/include", "-Wno-deprecated-declarations",
        ]),
      ],
      linkerSettings: [
        .unsafeFlags(
          ["-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"]
            // libtorch_cpu of a CUDA build itself needs libcudart and libcupti, which setup puts beside it.
            + (cuda ? ["-Xlinker", "--allow-shlib-undefined"] : [])),
        .linkedLibrary("torch_cpu"), .linkedLibrary("c10"), .linkedLibrary("stdc++"),
      ]),
    module("TorchTensors", ["GameDynamics", "CTorch"]),
    module("NeuralNetworks", ["GameDynamics", "TorchTensors"]),
    module(
      "Training",
      [
        "DurableFiles", "GameDynamics", "GameOptimizers", "TorchTensors", "NeuralNetworks", "Datasets",
        "GnuplotScripts", yams,
      ]),
    module(
      "GANs",
      ["DurableFiles", "GameDynamics", "GameOptimizers", "TorchTensors", "NeuralNetworks", "Datasets", "Training"]),
    module(
      "LikelihoodModels",
      [
        "DurableFiles", "GameDynamics", "TorchTensors", "NeuralNetworks", "Datasets", "GnuplotScripts", "Training",
      ]),
    module(
      "Evaluation", ["DurableFiles", "TorchTensors", "Datasets", "Training", "GANs", "LikelihoodModels"]),
    tests("TorchTensors", ["GameDynamics"]),
    tests("NeuralNetworks", ["GameDynamics", "TorchTensors"], exclude: ["Fixtures"]),
    tests(
      "Training",
      [
        "DurableFiles", "GameDynamics", "GameOptimizers", "TorchTensors", "NeuralNetworks", "Datasets", "GANs",
        "SmallGames", "StabilityAnalysis",
      ]),
    tests(
      "GANs",
      [
        "DurableFiles", "GameDynamics", "GameOptimizers", "TorchTensors", "NeuralNetworks", "Datasets", "Training",
        "Evaluation", "KrylovEigenvalues", "GSLNumerics", "StabilityAnalysis",
      ], exclude: ["Fixtures"]),
    tests("LikelihoodModels", ["GameDynamics", "TorchTensors", "NeuralNetworks", "Datasets", "Training"]),
    tests(
      "Evaluation", ["TorchTensors", "Datasets", "DurableFiles", "Training", "GANs", "LikelihoodModels"],
      exclude: ["Fixtures", "Programs"]),
  ]
}

// MARK: - Benchmarks

let networkHalf: [Target.Dependency] =
  libtorch == nil ? [] : ["TorchTensors", "NeuralNetworks", "Training", "GANs"]
let classifiersAndScores: [Target.Dependency] = libtorch == nil ? [] : ["LikelihoodModels", "Evaluation"]
let torchCondition: [SwiftSetting] = libtorch == nil ? [] : [.define("COUNTERPLAY_TORCH")]

// Every optimizer by static types once more: compiled by `make bench` and `make lint`, not with the tests.
if environment["COUNTERPLAY_BENCHMARKS"] == "1" {
  // The kernel written by hand that our maps are measured against may use all of this machine; nothing else links it.
  #if arch(arm64)
    let nativeFlags = ["-O3", "-mcpu=native"]
  #else
    let nativeFlags = ["-O3", "-march=native"]
  #endif
  targets += [
    .target(name: "CBenchmarkKernels", cSettings: [.unsafeFlags(nativeFlags)]),
    .executableTarget(
      name: "counterplay-bench",
      dependencies: [
        "GameDynamics", "GameOptimizers", "SmallGames", "GameExpressions", "Maps", "MapKernels",
        "CompiledKernels", "CBenchmarkKernels", "Datasets", "GnuplotScripts", argumentParser,
      ] + networkHalf + classifiersAndScores,
      path: "Sources/Benchmarks", swiftSettings: swiftSettings + torchCondition),
  ]
}

// MARK: - Reports, experiments and the command line

targets += [
  module(
    "Reports",
    [
      "DurableFiles", "GameDynamics", "GameOptimizers", "SmallGames", "StabilityAnalysis", "Maps", "GnuplotScripts",
      "Datasets", complexModule, realModule,
    ] + (libtorch == nil ? [] : ["KrylovEigenvalues", "GANs", "TorchTensors", "Training"]),
    settings: torchCondition + unoptimised),
  module(
    "Experiments",
    [
      "DurableFiles", "GameDynamics", "GSLNumerics", "GameOptimizers", "SmallGames", "StabilityAnalysis", "Maps",
      "GnuplotScripts", "ModelProblems", "Reports", "Datasets", complexModule, realModule,
    ]
      + (libtorch == nil
        ? []
        : ["KrylovEigenvalues", "GANs", "NeuralNetworks", "TorchTensors", "Training", "LikelihoodModels", "Evaluation"]),
    settings: torchCondition + unoptimised),
  .executableTarget(
    name: "counterplay",
    dependencies: [
      "GameDynamics", "GameOptimizers", "SmallGames", "GameExpressions", "MatrixGameFiles", "StabilityAnalysis", "Maps",
      "CompiledKernels", "DurableFiles", "GnuplotScripts", "Datasets", "Reports", "Experiments", "HumanEvaluation",
      argumentParser,
    ] + networkHalf + classifiersAndScores + (libtorch == nil ? [] : ["KrylovEigenvalues"])
      + (hasServer ? ["JudgingServer"] : []),
    swiftSettings: swiftSettings + torchCondition + serverCondition + unoptimised),
  tests(
    "Reports",
    [
      "DurableFiles", "GameDynamics", "GameExpressions", "GameOptimizers", "GnuplotScripts", "Maps", "SmallGames",
      "StabilityAnalysis",
    ]),
  .testTarget(
    name: "ExperimentsTests",
    dependencies: [
      "DurableFiles", "GameDynamics", "GameOptimizers", "SmallGames", "StabilityAnalysis", "Maps", "GnuplotScripts",
      "Datasets", "Reports", "Experiments", "TestSupport", "counterplay", realModule,
    ] + networkHalf + classifiersAndScores,
    swiftSettings: swiftSettings + torchCondition + serverCondition),
]

// MARK: - The example packages

// Their sources once more, so that testing them does not compile all of Counterplay a second time; without package access,
// as where they are at home. scripts/test-example runs them, and has SwiftPM read their own manifests.
targets += [
  .executableTarget(
    name: "CustomOptimizerExample",
    dependencies: ["GameDynamics", "Maps", "Reports", "SmallGames", "StabilityAnalysis"]
      + (libtorch == nil ? [] : ["GANs", "Training"]),
    path: "Examples/CustomOptimizer/Sources/CustomOptimizer", packageAccess: false,
    swiftSettings: swiftSettings + torchCondition),
  .executableTarget(
    name: "CustomGameExample",
    dependencies: [
      "GameDynamics", "GameExpressions", "GameOptimizers", "Maps", "Reports", "SmallGames", "StabilityAnalysis",
      realModule,
    ],
    path: "Examples/CustomGame/Sources/CustomGame", packageAccess: false, swiftSettings: swiftSettings),
]

let package = Package(
  name: "counterplay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "counterplay", targets: ["counterplay"]),
    .library(
      name: "Counterplay",
      targets: [
        "GameDynamics", "GSLNumerics", "KrylovEigenvalues", "GameOptimizers", "SmallGames", "GameExpressions",
        "MatrixGameFiles", "StabilityAnalysis", "Maps", "DurableFiles", "GnuplotScripts", "Datasets", "Reports",
        "Experiments",
      ]
        + (libtorch == nil
          ? [] : ["TorchTensors", "NeuralNetworks", "Training", "GANs", "LikelihoodModels", "Evaluation"])),
    .library(name: "CounterplayKernels", targets: ["CompiledKernels"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ] + (hasServer ? [.package(url: "https://github.com/apple/swift-nio", from: "2.101.2")] : []),
  targets: targets,
  cxxLanguageStandard: .cxx20
)
