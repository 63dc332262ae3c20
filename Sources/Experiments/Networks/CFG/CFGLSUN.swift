#if COUNTERPLAY_TORCH
  import Reports

  /// xICFG and its rivals on LSUN's scenes, 64 pixels, residual networks, from a folder of images (`--data`), in class folders or not: scores
  /// against the time of training.
  public struct CFGLSUN: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "cfg-lsun"
    /// The line in `counterplay list`.
    public let summary = "xICFG and its rivals on scenes of 64 pixels (--data FOLDER): scores against wall time"
    /// The paper whose claims are judged.
    public let source =
      "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, arXiv:1801.06309, "
      + "section 5"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, judges and draws; throws what training and the workbench throw, and `FileError` where no images are named.
    public func perform(on bench: Workbench) throws {
      try CFGImages.perform(.lsun, name: name, source: source, on: bench)
    }
  }
#endif
