import Datasets
import DurableFiles
import Foundation
import Synchronization

/// What the page's server answers: the page itself, the state of a session, its images, and the answers that it takes.
///
///     GET  /  /judge.css  /judge.js          the page
///     GET  /study                            how many trials, the size of an image
///     POST /sessions                         a new session: its token and state
///     GET  /sessions/TOKEN                   its state: how many trials are judged, what comes next
///     GET  /sessions/TOKEN/examples/N.png    a real image, to be looked at before
///     GET  /sessions/TOKEN/trials/N.png      the image of the next trial, and of no other
///     POST /sessions/TOKEN/trials/N          its judgement
///
/// Everything is made in memory: no part of a target is ever a path of the file system. A judgement is taken once, for the
/// next trial of a session, after its image was fetched and no sooner than it was to be seen; everything else is refused and
/// changes nothing. Whose image it is, real or generated, is told nowhere.
public final class JudgeSite: Sendable {
  /// Bytes that a body may have; a judgement takes about a hundred.
  public static let bodyLimit = 1024

  /// The study.
  public let study: Study
  private let store: Mutex<Keeper>
  private let allowedHosts: Set<String>?
  private let images: [[[UInt8]]]
  private let examples: [[UInt8]]

  /// What changes: the answers, and which images were fetched when.
  private struct Keeper {
    let answers: AnswerStore
    var fetched: [Int: (trial: Int, at: ContinuousClock.Instant)] = [:]
  }

  /// A site for a study.
  ///
  /// - `hosts`: the names under which it may be asked for, without ports; nil for any. A page of elsewhere that a browser
  ///   takes to be this one (DNS rebinding) asks under another name.
  public init(study: Study, answers: sending AnswerStore, hosts: Set<String>?) throws {
    self.study = study
    allowedHosts = hosts
    images = try study.sources.map { try $0.images.map { try $0.encoded() } }
    examples = try study.examples.map { try $0.encoded() }
    store = Mutex(Keeper(answers: answers))
  }

  /// The answer to a request. Errors of the disk become a 500, told to `complain`.
  public func respond(to request: SiteRequest, complain: (String) -> Void = { _ in }) -> SiteResponse {
    do {
      return try answer(request)
    } catch {
      complain("\(error)")
      return .refused(500, "the answer could not be kept; please try again later")
    }
  }

  private func answer(_ request: SiteRequest) throws -> SiteResponse {
    if let refusal = refusal(of: request) { return refusal }
    let path = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    let isReading = request.method == "GET" || request.method == "HEAD"
    switch (isReading, parts.first ?? "", parts.count) {
    case (true, "", 1): return page("text/html", PackageResources.judge_html)
    case (true, "judge.css", 1): return page("text/css", PackageResources.judge_css)
    case (true, "judge.js", 1): return page("text/javascript", PackageResources.judge_js)
    case (true, "favicon.ico", 1): return SiteResponse(204, "image/png", [])
    case (true, "study", 1): return try json(StudyText(study), 200)
    case (false, "sessions", 1):
      return try store.withLock { keeper in
        let token = try keeper.answers.begin()
        return try json(state(of: token, keeper) ?? StateText(token: token, trials: 0, judged: 0, next: nil), 201)
      }
    case (_, "sessions", 2...4):
      return try session(request, isReading, Array(parts.dropFirst()))
    default: return .refused(404, "there is nothing here")
    }
  }

  /// What is wrong before anything is looked up; nil where nothing is.
  private func refusal(of request: SiteRequest) -> SiteResponse? {
    guard ["GET", "HEAD", "POST"].contains(request.method) else {
      return .refused(405, "GET and POST are understood here")
    }
    guard request.body.count <= Self.bodyLimit else {
      return .refused(413, "at most \(Self.bodyLimit) bytes are taken")
    }
    guard let host = request.headers["host"] else { return .refused(400, "the Host is required") }
    if let allowedHosts, !allowedHosts.contains(Self.name(ofHost: host)) {
      return .refused(421, "this server answers to \(allowedHosts.sorted().joined(separator: ", "))")
    }
    // A browser says from which page a POST comes; only this one may.
    // (A proxy before it may speak TLS.)
    if request.method == "POST", let origin = request.headers["origin"],
      !["http://" + host, "https://" + host].contains(origin)
    {
      return .refused(403, "judgements are taken from this page alone")
    }
    return nil
  }

  /// `localhost:8377` without its port, and `[::1]:8377` without brackets.
  static func name(ofHost host: String) -> String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end])
    }
    return String(host.split(separator: ":", omittingEmptySubsequences: false)[0]).lowercased()
  }

  // MARK: - Sessions

  private func session(_ request: SiteRequest, _ isReading: Bool, _ parts: [String]) throws -> SiteResponse {
    try store.withLock { keeper in
      guard parts[0].utf8.count == 32, let session = try keeper.answers.session(parts[0]) else {
        return .refused(404, "there is no such session; reload the page for a new one")
      }
      if parts.count == 1, isReading, let state = try state(of: parts[0], keeper) { return try json(state, 200) }
      guard parts.count == 3 else { return .refused(404, "there is nothing here") }
      let judged = try keeper.answers.answered(session)
      switch (parts[1], isReading) {
      case ("examples", true):
        guard let place = Self.number(parts[2], ending: ".png"), examples.indices.contains(place) else {
          return .refused(404, "there are \(examples.count) examples")
        }
        return SiteResponse(200, "image/png", examples[place])
      case ("trials", true):
        guard let place = Self.number(parts[2], ending: ".png"), place == judged, judged < study.trials else {
          return .refused(409, "only the image of the next trial is shown")
        }
        let trial = study.plan(ofSession: session)[place]
        if request.method == "GET" { keeper.fetched[session] = (place, .now) }
        return SiteResponse(200, "image/png", images[trial.source][trial.image])
      case ("trials", false):
        guard let place = Self.number(parts[2], ending: ""), place == judged, judged < study.trials else {
          return .refused(409, "each trial is judged once, in order")
        }
        return try judge(request, place, session, parts[0], &keeper)
      default: return .refused(404, "there is nothing here")
      }
    }
  }

  /// What a page sends: the answer, and how the image was shown.
  private struct Sent: Decodable {
    let answer: String
    let shown: Double
    let frames: Int
    let frame: Double
    let reaction: Double

    /// Numbers that a screen and a person can give.
    var isSound: Bool {
      ["real", "generated"].contains(answer) && (0...60_000).contains(shown) && (1...100_000).contains(frames)
        && (1...1000).contains(frame) && (0...86_400_000).contains(reaction)
    }
  }

  private func judge(
    _ request: SiteRequest, _ place: Int, _ session: Int, _ token: String, _ keeper: inout Keeper
  ) throws -> SiteResponse {
    guard request.headers["content-type"]?.lowercased().hasPrefix("application/json") ?? false else {
      return .refused(415, "a judgement is application/json")
    }
    guard let sent = try? JSONDecoder().decode(Sent.self, from: Data(request.body)), sent.isSound else {
      return .refused(400, "a judgement has answer (real or generated), shown, frames, frame and reaction")
    }
    let trial = study.plan(ofSession: session)[place]
    let exposure = Study.exposures[trial.exposure]
    // Only what was fetched can have been seen, and not for longer than it has been there.
    guard let fetched = keeper.fetched[session], fetched.trial == place,
      fetched.at.duration(to: .now) / .milliseconds(1) >= min(exposure, sent.shown)
    else { return .refused(409, "an image is judged after it was seen") }
    keeper.fetched[session] = nil
    _ = try keeper.answers.record(
      Judgement(
        session: session, trial: place, source: trial.source, image: trial.image, exposure: exposure, shown: sent.shown,
        frames: sent.frames, frame: sent.frame, saysReal: sent.answer == "real", reaction: sent.reaction))
    guard let state = try state(of: token, keeper) else { return .refused(404, "there is no such session") }
    return try json(state, 200)
  }

  private static func number(_ text: String, ending: String) -> Int? {
    guard text.hasSuffix(ending) else { return nil }
    let digits = text.dropLast(ending.count)
    guard !digits.isEmpty, digits.utf8.count <= 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }

  // MARK: - Texts

  private struct StudyText: Encodable {
    let trials: Int, examples: Int, width: Int, height: Int
    init(_ study: Study) {
      trials = study.trials
      examples = study.examples.count
      width = study.examples[0].width
      height = study.examples[0].height
    }
  }

  private struct StateText: Encodable {
    struct Next: Encodable { let trial: Int, exposure: Double }
    let token: String, trials: Int, judged: Int, next: Next?
  }

  private func state(of token: String, _ keeper: Keeper) throws -> StateText? {
    guard let session = try keeper.answers.session(token) else { return nil }
    let judged = try keeper.answers.answered(session)
    let plan = study.plan(ofSession: session)
    return StateText(
      token: token, trials: study.trials, judged: judged,
      next: judged < plan.count ? .init(trial: judged, exposure: Study.exposures[plan[judged].exposure]) : nil)
  }

  private func json(_ value: some Encodable, _ status: Int) throws -> SiteResponse {
    SiteResponse(status, "application/json", Array(try JSONEncoder().encode(value)))
  }

  private func page(_ type: String, _ text: [UInt8]) -> SiteResponse {
    SiteResponse(200, type + "; charset=utf-8", text)
  }
}
