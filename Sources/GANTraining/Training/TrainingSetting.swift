/// One setting of a `TrainingConfiguration`, as a YAML key: how it is read from text and written as text.
///
/// To add one: a property of `TrainingConfiguration` and one line below; files, `--print-config` and the check of a
/// resumed run follow.
public struct TrainingSetting {
  /// What a setting looks like in a file.
  public enum Value: Equatable, Sendable {
    /// A number, a name, `true` or `false`.
    case scalar(String)
    /// A list of numbers.
    case list([String])
    /// Names with numbers, in order.
    case map([String: String])

    /// In a line, as YAML's flow style has it.
    public var text: String {
      switch self {
      case .scalar(let text): return Self.quoted(text)
      case .list(let texts): return "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
      case .map(let texts):
        return "{" + texts.sorted { $0.key < $1.key }.map { "\(Self.quoted($0)): \($1)" }.joined(separator: ", ") + "}"
      }
    }

    /// Plain where nothing in it can be taken for syntax, otherwise in double quotes.
    private static func quoted(_ text: String) -> String {
      let first = text.unicodeScalars.first
      let isPlain =
        first.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/.-".unicodeScalars.contains($0) }
        ?? false
      let rest = text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+".unicodeScalars.contains($0))
      }
      let words = ["null", "~", "-", "---", "yes", "no", "on", "off"]
      if isPlain, rest, !words.contains(text.lowercased()) { return text }
      var escaped = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": escaped += "\\\(scalar)"
        case _ where scalar.value < 32 || scalar.value == 127:
          let digits = String(scalar.value, radix: 16)
          escaped += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        default: escaped.unicodeScalars.append(scalar)
        }
      }
      return "\"\(escaped)\""
    }
  }

  /// The key: `batch`.
  public let key: String
  /// Whether a run may be resumed with another value.
  public let mayChangeOnResume: Bool
  /// The value; nil where it is left open.
  public let value: (TrainingConfiguration) -> Value?
  /// Sets it; throws `TrainingError.badSetting`.
  public let set: (inout TrainingConfiguration, Value) throws -> Void

  /// All settings, in the order in which they are written.
  public static var all: [TrainingSetting] {
    [
      one("data", \.data, "a name or a folder", mayChange: true) { $0 },
      optional("image-size", \.imageSize, "a whole number", Int.init),
      one("image-channels", \.imageChannels, "a whole number", Int.init),
      optional("architecture", \.architecture, "a name") { $0 },
      one("conditional", \.conditional, "true or false", Bool.init),
      one("optimizer", \.optimizer, "a name") { $0 },
      map("hyperparameters", \.hyperparameters),
      optional("loss", \.loss, "a name") { $0 },
      map("regularizers", \.regularizers),
      one("steps", \.steps, "a whole number", mayChange: true, Int.init),
      one("batch", \.batchSize, "a whole number", Int.init),
      optional("latent", \.latentSize, "a whole number", Int.init),
      hidden,
      one("seed", \.seed, "a whole number from 0 to 2⁶⁴ - 1", UInt64.init),
      one("discriminator-steps", \.discriminatorSteps, "a whole number", Int.init),
      one("discriminator-accuracy-rule", \.discriminatorAccuracyRule, "true or false", Bool.init),
      optional("generator-average", \.generatorAverage, "a number", Double.init),
      optional("gradient-clip", \.gradientClip, "a number", Double.init),
      optional("curvature-batch", \.curvatureBatch, "a whole number", Int.init),
      optional("threads", \.threads, "a whole number", mayChange: true, Int.init),
      one("device", \.device, "cpu, cuda, cuda:N or mps", mayChange: true) { $0 },
      one("checkpoint-every", \.checkpointEvery, "a whole number", mayChange: true, Int.init),
      one("keep", \.keep, "a whole number", mayChange: true, Int.init),
      one("sample-every", \.sampleEvery, "a whole number", mayChange: true, Int.init),
      one("log-every", \.logEvery, "a whole number", mayChange: true, Int.init),
    ]
  }

  private static func one<T>(
    _ key: String, _ path: WritableKeyPath<TrainingConfiguration, T>, _ required: String, mayChange: Bool = false,
    _ read: @escaping (String) -> T?, show: @escaping (T) -> String = { "\($0)" }
  ) -> TrainingSetting {
    TrainingSetting(
      key: key, mayChangeOnResume: mayChange, value: { .scalar(show($0[keyPath: path])) },
      set: {
        guard case .scalar(let text) = $1, let value = read(text) else { throw bad(key, required, $1) }
        $0[keyPath: path] = value
      })
  }

  private static func optional<T>(
    _ key: String, _ path: WritableKeyPath<TrainingConfiguration, T?>, _ required: String, mayChange: Bool = false,
    _ read: @escaping (String) -> T?
  ) -> TrainingSetting {
    TrainingSetting(
      key: key, mayChangeOnResume: mayChange, value: { $0[keyPath: path].map { .scalar("\($0)") } },
      set: {
        guard case .scalar(let text) = $1, let value = read(text) else { throw bad(key, required, $1) }
        $0[keyPath: path] = value
      })
  }

  private static func map(
    _ key: String, _ path: WritableKeyPath<TrainingConfiguration, [String: Double]>
  ) -> TrainingSetting {
    TrainingSetting(
      key: key, mayChangeOnResume: false, value: { .map($0[keyPath: path].mapValues { "\($0)" }) },
      set: {
        guard case .map(let texts) = $1 else { throw bad(key, "names with numbers, such as {eta-x: 0.1}", $1) }
        for (name, text) in texts {
          guard let number = Double(text), number.isFinite else {
            throw TrainingError.badSetting(name: "\(key), \(name)", required: "a number", given: "'\(text)'")
          }
          $0[keyPath: path][name] = number
        }
      })
  }

  private static var hidden: TrainingSetting {
    TrainingSetting(
      key: "hidden", mayChangeOnResume: false, value: { $0.hidden.map { .list($0.map(String.init)) } },
      set: {
        guard case .list(let texts) = $1 else { throw bad("hidden", "a list of widths, such as [256, 512]", $1) }
        $0.hidden = try texts.map { text in
          guard let width = Int(text) else {
            throw TrainingError.badSetting(name: "hidden", required: "a list of whole numbers", given: "'\(text)'")
          }
          return width
        }
      })
  }

  private static func bad(_ key: String, _ required: String, _ value: Value) -> TrainingError {
    .badSetting(name: key, required: required, given: value.text)
  }
}
