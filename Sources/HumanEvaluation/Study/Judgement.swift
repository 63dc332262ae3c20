/// What a person said of one image. Who it was is not known: a session has a number, and nothing else.
public struct Judgement: Sendable, Equatable {
  /// The session's number, and the trial's in it, both from 0.
  public let session: Int, trial: Int
  /// The place of the source among the study's, 0 for what is real; and that of the image among the source's.
  public let source: Int, image: Int
  /// How long the image was to be seen, and how long it was, in milliseconds.
  public let exposure: Double, shown: Double
  /// For how many frames of the screen, and how long one takes in milliseconds, as the page has measured.
  public let frames: Int, frame: Double
  /// Whether the person took it to be real.
  public let saysReal: Bool
  /// From the mask to the answer, in milliseconds.
  public let reaction: Double

  /// A judgement.
  public init(
    session: Int, trial: Int, source: Int, image: Int, exposure: Double, shown: Double, frames: Int, frame: Double,
    saysReal: Bool, reaction: Double
  ) {
    self.session = session
    self.trial = trial
    self.source = source
    self.image = image
    self.exposure = exposure
    self.shown = shown
    self.frames = frames
    self.frame = frame
    self.saysReal = saysReal
    self.reaction = reaction
  }

  /// Whether the image was on the screen for what was asked, to a frame: a busy machine may have held it longer.
  public var isExact: Bool { abs(shown - exposure) <= frame }
}
