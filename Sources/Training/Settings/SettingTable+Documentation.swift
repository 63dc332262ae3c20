extension SettingTable {
  /// The table as Markdown: what `counterplay list --settings` prints and `docs/settings.md` holds.
  public static var documentation: String { documentation(without: []) }

  /// The same without settings that are told elsewhere, of a table that this one includes.
  public static func documentation(without told: [any SettingEntry]) -> String {
    let known = Set(told.map(\.key))
    let rows = all.filter { !known.contains($0.key) }.map { entry in
      "| `\(entry.key)` | \(entry.flags.map { "`\(entry.usage(of: $0))`" }.joined(separator: "<br>")) "
        + "| \(entry.required) | \(entry.defaultWords ?? "") | \(entry.mayChangeOnResume ? "yes" : "no") "
        + "| \(entry.help) |"
    }
    return
      (["| key | flag | must be | default | may change on resume | meaning |", "|---|---|---|---|---|---|"] + rows)
      .joined(separator: "\n") + "\n"
  }
}

extension SettingEntry {
  /// `--batch NUMBER`.
  fileprivate func usage(of flag: SettingFlag) -> String {
    switch form {
    case .toggle: "--\(flag.name), --no-\(flag.name)"
    case .scalar: "--\(flag.name) \(isWord ? "NAME" : "NUMBER")"
    case .list:
      "--\(flag.name) \(required.hasPrefix(String.requiredOfList) ? "NAME,NAME,…" : "NUMBER,NUMBER,…")"
    case .map where flag.entry != nil: "--\(flag.name) NUMBER"
    case .map: flag.number == nil ? "--\(flag.name) NAME=NUMBER" : "--\(flag.name) NAME[=NUMBER]"
    }
  }
}
