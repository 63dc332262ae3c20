#if COUNTERPLAY_TORCH
  import ArgumentParser
  import GANs
  import Training

  /// The flags of a table of settings, made from the table. All are optional: what is not given is left as it is.
  ///
  /// ArgumentParser finds options by reflection, so this type shows it a mirror with an option or flag for every
  /// `SettingFlag`. Options are taken as lists of words, to see which are given twice, and take the next word whatever it
  /// begins with, so that `--batch -1` is out of bounds and not without a value.
  struct SettingFlags<Table: SettingTable>: ParsableArguments, CustomReflectable {
    private enum Property {
      case words(Option<[String]>)
      case toggle(Flag<Bool?>)
    }

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(_ name: String) { stringValue = name }
      init?(stringValue: String) { self.init(stringValue) }
      init?(intValue: Int) { nil }
    }

    private var properties: [(entry: any SettingEntry, flag: SettingFlag, property: Property)]

    init() {
      properties = Table.all.flatMap { entry in
        entry.flags.map { flag in
          let help = ArgumentHelp(stringLiteral: flag.help(of: entry))
          let name = NameSpecification.customLong(flag.name)
          return switch entry.form {
          case .toggle:
            (entry, flag, .toggle(Flag(name: name, inversion: .prefixedNo, exclusivity: .exclusive, help: help)))
          case .scalar, .list, .map:
            (entry, flag, .words(Option(wrappedValue: [], name: name, parsing: .unconditionalSingleValue, help: help)))
          }
        }
      }
    }

    init(from decoder: any Decoder) throws {
      self.init()
      let container = try decoder.container(keyedBy: Key.self)
      for place in properties.indices {
        let key = Key(properties[place].flag.name)
        properties[place].property =
          switch properties[place].property {
          case .words: .words(try container.decode(Option<[String]>.self, forKey: key))
          case .toggle: .toggle(try container.decode(Flag<Bool?>.self, forKey: key))
          }
      }
    }

    var customMirror: Mirror {
      Mirror(
        self,
        children: properties.map { item -> Mirror.Child in
          switch item.property {
          case .words(let option): (item.flag.name, option)
          case .toggle(let flag): (item.flag.name, flag)
          }
        })
    }

    /// What is given, as far as it can be told without the settings it goes over.
    func validate() throws {
      do {
        _ = try settings(over: Settings<Table>())
      } catch {
        throw Main.asUsage(error) ?? error
      }
    }

    /// These settings over others. Throws `ValidationError` and `TrainingError.badSetting`, by the flags' names.
    func settings(over base: Settings<Table>) throws -> Settings<Table> {
      var result = base
      var entries: [String: [String: String]] = [:]
      for (entry, flag, property) in properties {
        let name = "--\(flag.name)"
        switch property {
        case .toggle(let toggle):
          if let value = toggle.wrappedValue { try result.set(entry, to: .scalar("\(value)"), as: name) }
        case .words(let option):
          for word in option.wrappedValue where word.hasPrefix("--") {
            throw ValidationError("\(name) requires a value, and '\(word)' follows it")
          }
          if entry.form == .map, flag.entry == nil {
            for word in option.wrappedValue {
              let (key, number) = try flag.assignment(word)
              try Self.add(key, number, to: &entries[entry.key, default: [:]], as: name)
            }
            continue
          }
          guard let word = option.wrappedValue.first else { continue }
          if option.wrappedValue.count > 1 {
            throw ValidationError(
              "\(name) is given \(option.wrappedValue.count) times ("
                + option.wrappedValue.map { "'\($0)'" }.joined(separator: ", ") + "); give it once")
          }
          if let key = flag.entry {
            try Self.add(key, word, to: &entries[entry.key, default: [:]], as: name)
          } else {
            try result.set(entry, to: entry.form == .list ? .list(word.commaSeparated) : .scalar(word), as: name)
          }
        }
      }
      for (entry, _, _) in properties {
        guard let mine = entries.removeValue(forKey: entry.key) else { continue }
        var all: [String: String] = [:]
        if case .map(let before) = result.text(entry) { all = before }
        try result.set(entry, to: .map(all.merging(mine) { $1 }))
      }
      return result
    }

    /// Numbers are read here, to name the flag where one is none.
    private static func add(
      _ key: String, _ number: String, to entries: inout [String: String], as name: String
    ) throws {
      guard Double(number)?.isFinite == true else {
        throw TrainingError.badSetting(name: name, required: "a number", given: "'\(number)'")
      }
      if let before = entries.updateValue(number, forKey: key) {
        throw ValidationError("'\(key)' is given twice, as \(before) and as \(number); give it once")
      }
    }
  }

  extension SettingFlag {
    /// The help with its default.
    fileprivate func help(of entry: any SettingEntry) -> String {
      let words = otherwise ?? (self.entry == nil ? entry.defaultWords : nil)
      return help + (words.map { " [default: \($0)]" } ?? "")
    }

    /// `NAME=NUMBER`, or `NAME` where that has a number.
    fileprivate func assignment(_ word: String) throws -> (key: String, number: String) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, !parts[0].isEmpty { return (parts[0], parts[1]) }
      guard let number, parts.count == 1 else {
        throw ValidationError("--\(name) must be NAME=NUMBER, '\(word)' was given")
      }
      return (word, "\(try number(word))")
    }
  }

  extension String {
    /// `1,2,3`, with or without blanks.
    fileprivate var commaSeparated: [String] {
      split(separator: ",", omittingEmptySubsequences: false).map {
        String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
    }
  }
#endif
