/// The settings of one kind of run, each a property that is a `Setting`.
///
///     public struct ClassifierSettings: TrainingTable {
///       public static let table = ClassifierSettings()
///       public let run = RunSettings()                                        // a table may include others
///       public let classes = Setting<Int?>("classes", "How many classes.", standard: nil, .ifGiven(.atLeast(2)))
///     }
///
/// A `Settings<ClassifierSettings>` then has `classes` with its type, a YAML form, a coded form, flags and documentation.
/// Nothing else lists the properties, so none can be forgotten; keys must differ, which a test of the table should check.
public protocol SettingTable: Sendable {
  /// The one value of the table.
  static var table: Self { get }
  /// Throws `TrainingError.badSetting` where settings do not go together; each alone has been checked before.
  static func check(_ settings: Settings<Self>) throws
}

/// A table of settings that includes those of every training run: `settings.steps` is `settings.run.steps`.
public protocol TrainingTable: SettingTable {
  /// Optimizer, steps, seed, batch, checkpoints: what `Trainer` itself reads.
  var run: RunSettings { get }
}

extension SettingTable {
  /// Settings of a table that says nothing go together.
  public static func check(_ settings: Settings<Self>) throws {}

  /// All settings in the order of the properties, those of an included table in its place.
  ///
  /// Found by reflection, some 20 µs: for reading and writing files, not for a step of training.
  public static var all: [any SettingEntry] { table.entries }

  fileprivate var entries: [any SettingEntry] {
    Mirror(reflecting: self).children.flatMap { child -> [any SettingEntry] in
      if let entry = child.value as? any SettingEntry { return [entry] }
      return (child.value as? any SettingTable)?.entries ?? []
    }
  }
}
