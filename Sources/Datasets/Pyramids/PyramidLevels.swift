import DurableFiles

extension LaplacianPyramid {
  /// The names of a level's fields: what a generator makes, and what it is told.
  public static let coefficientsName = "coefficients", coarseName = "coarse"

  /// The data of a level: of the coarsest the images at its size, called as they were; of a finer one `coefficients` and
  /// `coarse`, the enlarged image of the level before. Classes and other fields stay.
  ///
  /// Computed when they are asked for, so a level costs no memory. Throws `wrongShape` where the set's first field of
  /// pixels is not of the pyramid's finest size, `invalidArgument` for a level that there is not.
  public func level(_ level: Int, of dataset: any Dataset) throws(FileError) -> any Dataset {
    guard sizes.indices.contains(level) else {
      throw FileError(
        .invalidArgument, subject: dataset.name, required: "a level from 0 to \(count - 1)", given: "\(level)",
        remedy: "count the coarsest as 0")
    }
    let image = dataset.sampleField?.name ?? FieldCard.imageName
    let kept = dataset.fields.map(\.name).filter { $0 != image }
    let transform = coefficients(level)
    var derived: any Dataset = try dataset.derivingField(Self.unnamed, from: image, by: transform)
    var own = [(name: level == 0 ? image : Self.coefficientsName, field: Self.unnamed)]
    if level > 0 {
      derived = try derived.derivingField(Self.coarseName, from: image, by: enlarged(level))
      own.append((Self.coarseName, Self.coarseName))
    }
    return try derived.withFields(own + kept.map { ($0, $0) })
  }

  /// What no field of a user's is called.
  private static let unnamed = "pyramid level"
}
