import DurableFiles

extension Dataset {
  /// `count` labelled samples, equally many of each class that the set has (the first classes have one more where that
  /// does not come out even), in the set's order.
  ///
  /// Which ones is drawn by the seed, for each class by itself: those of a smaller count are among those of a larger one.
  /// Throws `invalidArgument` for sets without labels, for fewer samples than classes, and where a class has too few.
  public func balanced(_ count: Int, seed: UInt64) throws(FileError) -> SubsetDataset {
    guard let labels else {
      throw FileError(
        .invalidArgument, subject: name, required: "a labelled data set", given: "one without labels",
        remedy: "take all of it, or data with classes")
    }
    var places = Array(repeating: [Int](), count: classNames.count)
    for (place, label) in labels.enumerated() { places[label].append(place) }
    let present = places.indices.filter { !places[$0].isEmpty }
    guard count >= present.count else {
      throw FileError(
        .invalidArgument, subject: name, required: "at least \(present.count) labelled samples, one of each class",
        given: "\(count)", remedy: "ask for more")
    }
    var chosen: [Int] = []
    for (number, label) in present.enumerated() {
      let wanted = count / present.count + (number < count % present.count ? 1 : 0)
      let own = places[label]
      guard own.count >= wanted else {
        throw FileError(
          .invalidArgument, subject: name, required: "at most \(own.count) samples of the class '\(classNames[label])'",
          given: "\(wanted), a share of \(count)", remedy: "ask for fewer")
      }
      var generator = SeededGenerator(seed: seed, stream: StreamPurpose.balance, index: UInt64(label))
      chosen += generator.permutation(own.count).prefix(wanted).map { own[$0] }
    }
    return try subset(at: chosen.sorted())
  }
}
