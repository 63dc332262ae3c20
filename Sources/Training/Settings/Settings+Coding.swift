/// In `checkpoint.json`: an object with the settings' keys, numbers as numbers, names as strings.
///
/// What is missing takes its standard value and keys that no setting has are kept, so that a setting more or less makes
/// no checkpoint unreadable.
extension Settings: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  /// Throws `DecodingError` with the setting's key where a value is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    var texts: [String: SettingText] = [:]
    for key in container.allKeys where try !container.decodeNil(forKey: key) {
      texts[key.stringValue] = try container.decode(CodedText.self, forKey: key).text
    }
    do {
      try self.init(texts: texts)
    } catch let error as TrainingError {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  /// Strings are written as such, everything else as the number or truth value that it is.
  public func encode(to encoder: any Encoder) throws {
    let words = Set(Table.all.filter(\.isWord).map(\.key))
    var container = encoder.container(keyedBy: Key.self)
    for (key, text) in texts {
      try container.encode(CodedText(text: text, isWord: words.contains(key)), forKey: Key(key))
    }
  }
}

/// A text as JSON: whatever it looks like.
private struct CodedText: Codable {
  let text: SettingText
  var isWord = false

  init(text: SettingText, isWord: Bool) {
    self.text = text
    self.isWord = isWord
  }

  init(from decoder: any Decoder) throws {
    if let map = try? decoder.singleValueContainer().decode([String: Word].self) {
      text = .map(map.mapValues(\.text))
    } else if let list = try? decoder.singleValueContainer().decode([Word].self) {
      text = .list(list.map(\.text))
    } else {
      text = .scalar(try decoder.singleValueContainer().decode(Word.self).text)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch text {
    case .scalar(let word): try container.encode(Word(text: word, isWord: isWord))
    case .list(let words): try container.encode(words.map { Word(text: $0) })
    case .map(let words): try container.encode(words.mapValues { Word(text: $0) })
    }
  }

  /// A number, a truth value or a string.
  private struct Word: Codable {
    let text: String
    var isWord = false

    init(text: String, isWord: Bool = false) {
      self.text = text
      self.isWord = isWord
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(String.self) {
        text = value
      } else if let value = try? container.decode(Bool.self) {
        text = "\(value)"
      } else if let value = try? container.decode(UInt64.self) {
        text = "\(value)"
      } else if let value = try? container.decode(Int.self) {
        text = "\(value)"
      } else if let value = try? container.decode(Double.self) {
        text = "\(value)"
      } else {
        // Something of a newer program, deeper than settings are today: said to be there, no more.
        text = "…"
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if isWord {
        try container.encode(text)
      } else if let value = Bool(text) {
        try container.encode(value)
      } else if let value = UInt64(text), "\(value)" == text {
        try container.encode(value)
      } else if let value = Int(text), "\(value)" == text {
        try container.encode(value)
      } else if let value = Double(text), "\(value)" == text, value.isFinite {
        try container.encode(value)
      } else {
        try container.encode(text)
      }
    }
  }
}
