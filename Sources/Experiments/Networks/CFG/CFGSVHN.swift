#if COUNTERPLAY_TORCH
  import Reports

  /// xICFG and its rivals on SVHN's house numbers, from a folder of class folders (`--data`): scores
  /// against the time of training.
  public struct CFGSVHN: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "cfg-svhn"
    /// The line in `counterplay list`.
    public let summary = "xICFG and its rivals on house numbers of 32 pixels (--data FOLDER): scores against wall time"
    /// The paper whose claims are judged.
    public let source =
      "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, arXiv:1801.06309, "
      + "section 5"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, judges and draws; throws what training and the workbench throw, and `FileError` where no images are named.
    public func perform(on bench: Workbench) throws {
      try CFGImages.perform(.svhn, name: name, source: source, on: bench)
    }
  }
#endif
