import DurableFiles
import Foundation

/// A published data set: where its files are, and how to know that they are right.
public struct DatasetDownload: Sendable, Equatable {
  /// One file to fetch.
  public struct RemoteFile: Sendable, Equatable {
    /// The name it gets.
    public let name: String
    /// Where it is published; the first that works is taken.
    public let addresses: [String]
    /// Its size in bytes.
    public let byteCount: Int
    /// Its checksum, 64 hexadecimal digits.
    public let sha256: String

    /// Fetched from the first of these addresses that answers.
    public init(name: String, addresses: [String], byteCount: Int, sha256: String) {
      self.name = name
      self.addresses = addresses
      self.byteCount = byteCount
      self.sha256 = sha256
    }
  }

  /// The name that is typed: `cifar-10`.
  public let name: String
  /// What it is, in a line.
  public let summary: String
  /// Who made it, and where that is written.
  public let source: String
  /// What is fetched.
  public let files: [RemoteFile]
  /// What is unpacked from the archive, by the last parts of the members' paths; empty where the files are the set.
  public let members: [String]

  /// A data set to download.
  public init(name: String, summary: String, source: String, files: [RemoteFile], members: [String] = []) {
    self.name = name
    self.summary = summary
    self.source = source
    self.files = files
    self.members = members
  }

  /// The names of the files that the set consists of, once it is there.
  public var contents: [String] { members.isEmpty ? files.map(\.name) : members }

  /// Bytes that are transferred.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// The set of this name in `catalogue`. Throws `invalidArgument`, which lists them.
  public static func named(_ name: String) throws(FileError) -> DatasetDownload {
    guard let found = catalogue.first(where: { $0.name == name }) else {
      throw FileError(
        .invalidArgument, subject: "data get", required: "one of " + catalogue.map(\.name).joined(separator: ", "),
        given: "'\(name)'", remedy: "choose one of them")
    }
    return found
  }

  /// All sets that can be fetched. Checksums are of the published files.
  public static let catalogue: [DatasetDownload] = [
    idx(
      "mnist", summary: "handwritten digits, 28x28 grey, 60,000 + 10,000",
      source: "Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits",
      servers: [
        "https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/",
      ],
      [
        (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
      ]),
    idx(
      "fashion-mnist", summary: "articles of clothing, 28x28 grey, 60,000 + 10,000",
      source: "H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST, 2017, arXiv:1708.07747",
      servers: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
      [
        (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
      ]),
    DatasetDownload(
      name: "cifar-10", summary: "photographs of 10 classes, 32x32 RGB, 50,000 + 10,000", source: cifarSource,
      files: [
        RemoteFile(
          name: "cifar-10-binary.tar.gz", addresses: ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"],
          byteCount: 170_052_171, sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
      ],
      members: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin", "batches.meta.txt"]),
    DatasetDownload(
      name: "cifar-100", summary: "photographs of 100 classes, 32x32 RGB, 50,000 + 10,000", source: cifarSource,
      files: [
        RemoteFile(
          name: "cifar-100-binary.tar.gz", addresses: ["https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"],
          byteCount: 168_513_733, sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
      ],
      members: ["train.bin", "test.bin", "fine_label_names.txt", "coarse_label_names.txt"]),
    DatasetDownload(
      name: "svhn", summary: "house numbers, digits of 32x32 RGB, 73,257 + 26,032", source: svhnSource,
      files: [
        ("train", 182_040_794, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
        ("test", 64_275_384, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"),
      ].map { part, size, sum in
        RemoteFile(
          name: part + "_32x32.mat", addresses: ["http://ufldl.stanford.edu/housenumbers/\(part)_32x32.mat"],
          byteCount: size, sha256: sum)
      }),
  ]

  private static let svhnSource =
    "Y. Netzer, T. Wang, A. Coates, A. Bissacco, B. Wu, A. Y. Ng, Reading Digits in Natural Images with Unsupervised "
    + "Feature Learning, 2011"

  private static let cifarSource =
    "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009"

  /// The four files of MNIST and of those that took over its form.
  private static func idx(
    _ name: String, summary: String, source: String, servers: [String], _ facts: [(Int, String)]
  ) -> DatasetDownload {
    let names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]
    let files = zip(names, facts).map { name, fact in
      RemoteFile(
        name: name + "-ubyte.gz", addresses: servers.map { $0 + name + "-ubyte.gz" }, byteCount: fact.0,
        sha256: fact.1)
    }
    return DatasetDownload(name: name, summary: summary, source: source, files: files)
  }
}
