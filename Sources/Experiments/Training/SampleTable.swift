#if COUNTERPLAY_TORCH
  import GnuplotScripts
  import TorchTensors

  /// Samples as a table, a column a coordinate.
  public enum SampleTable {
    /// Of [count] + any shape, one sample at least.
    public static func table(_ samples: Tensor) throws -> Table {
      let values = try samples.doubles()
      let width = samples.shape.dropFirst().reduce(1, *)
      return try Table(
        (0..<width).map { column in
          .init("coordinate \(column + 1)", stride(from: column, to: values.count, by: width).map { values[$0] })
        })
    }
  }
#endif
